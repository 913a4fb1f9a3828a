package dev.weir.gateway.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What turns a switch by itself, and back. */
public record SignalSettings(
    @Setting(value = "What is measured.", example = "p99-millis", required = true)
        SignalMeasure measure,
    @Setting(value = "Of which cluster.", example = "main", required = true)
        @Nullable String cluster,
    @Setting(
            value = "Of which lane, in place of a cluster; not for cpu-percent and heap-percent.",
            example = "readers")
        @Nullable String lane,
    @Setting(
            value = "The switch is on once it has been above this for a while.",
            example = "800",
            required = true)
        int onAbove,
    @Setting(value = "How long, without a pause.", example = "10s") Duration onAfter,
    @Setting(
            value =
                "The switch is off again once it has been below this for a while. 0: four fifths"
                    + " of on-above.",
            example = "500")
        int offBelow,
    @Setting(value = "How long, without a pause.", example = "30s") Duration offAfter) {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_MILLIS = 600_000;

  public SignalSettings {
    int most = measure == SignalMeasure.P99_MILLIS ? MOST_MILLIS : 100;
    new Checks()
        .that((cluster == null) != (lane == null), "cluster", cluster, "either a cluster or a lane")
        .that(
            lane == null || !measure.isAsked(),
            "lane",
            lane,
            "a cluster: it is measured on nodes, which know no lanes")
        .between(1, most, "on-above", onAbove)
        .between(0, onAbove, "off-below", offBelow)
        .that(fits(onAfter), "on-after", onAfter, "between 0s and 1h")
        .that(fits(offAfter), "off-after", offAfter, "between 0s and 1h")
        .done();
  }

  private static boolean fits(Duration time) {
    return !time.isNegative() && time.compareTo(LONGEST) <= 0;
  }

  public static SignalSettings defaults() {
    return new SignalSettings(
        SignalMeasure.P99_MILLIS,
        "main",
        null,
        1_000,
        Duration.ofSeconds(10),
        0,
        Duration.ofSeconds(30));
  }

  /** Below which it turns the switch off, given or by default. */
  public double low() {
    return offBelow == 0 ? onAbove * 0.8 : offBelow;
  }
}
