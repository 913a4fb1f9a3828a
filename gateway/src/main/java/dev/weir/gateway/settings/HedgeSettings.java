package dev.weir.gateway.settings;

import java.time.Duration;

/** When a slow read is sent to a second node, so that the faster of the two answers. */
public record HedgeSettings(
    @Setting(
            value =
                "Whether reads are hedged: sent to a second node when the first takes longer than"
                    + " most do; the first answer is taken, the other request is cancelled.",
            example = "true")
        boolean enabled,
    @Setting(
            value = "Per cent of reads that are answered before a hedge is thought of.",
            example = "95")
        int percentile,
    @Setting(value = "Time that a read is given at least before it is hedged.", example = "20ms")
        Duration atLeast,
    @Setting(value = "Hedges for a hundred reads, at most.", example = "5") int budgetPercent) {

  public HedgeSettings {
    new Checks()
        .between(50, 99, "percentile", percentile)
        .positive("at-least", atLeast)
        .between(1, 50, "budget-percent", budgetPercent)
        .done();
  }

  /** No hedges. */
  public static HedgeSettings defaults() {
    return new HedgeSettings(false, 95, Duration.ofMillis(20), 5);
  }
}
