package dev.weir.gateway.settings;

import java.time.Duration;

/** How weights move with results. */
public record WeightSettings(
    @Setting(
            value =
                "Whether an endpoint's weight falls when it fails requests (a broken connection"
                    + " costs more than a time-out) and rises when it answers.",
            example = "false")
        boolean adaptive,
    @Setting(
            value = "Percentage of its weight that an endpoint keeps whatever it fails.",
            example = "5")
        int floor,
    @Setting(
            value = "Percentage of its weight that an endpoint can reach by answering.",
            example = "300")
        int ceiling,
    @Setting(
            value =
                "Time after which half of what was lost comes back by itself; also the time after"
                    + " which a response time, or a reported load, counts half.",
            example = "5s")
        Duration halfLife) {

  public WeightSettings {
    new Checks()
        .between(1, 100, "floor", floor)
        .between(100, 1000, "ceiling", ceiling)
        .that(
            halfLife.compareTo(Duration.ofMillis(1)) >= 0
                && halfLife.compareTo(Duration.ofDays(1)) <= 0,
            "half-life",
            halfLife,
            "a duration between 1ms and 1d")
        .done();
  }

  public static WeightSettings defaults() {
    return new WeightSettings(true, 10, 200, Duration.ofSeconds(10));
  }
}
