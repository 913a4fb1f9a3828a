package dev.weir.gateway.settings;

import java.time.Duration;

/** What is gathered about indices, for the rules that need to know them. */
public record FactSettings(
    @Setting(
            value =
                "Whether facts about indices are gathered, from time to time and only if rules"
                    + " ask for them. Rules that lack one find nothing.",
            example = "false")
        boolean enabled,
    @Setting(
            value =
                "How old facts may be before they are gathered again. Mappings are looked at in"
                    + " every fifth of such times, cardinalities in every tenth.",
            example = "30s")
        Duration every,
    @Setting(
            value =
                "How many indices, aliases and data streams of a cluster are known; beyond, what a"
                    + " pattern stands for is not known.",
            example = "5000")
        int maxIndices,
    @Setting(
            value =
                "How many searches a minute may look at some documents of an index, to learn about"
                    + " how many different values a field has; 0: none.",
            example = "2")
        int samples) {

  public FactSettings {
    new Checks()
        .that(
            every.compareTo(Duration.ofSeconds(1)) >= 0 && every.compareTo(Duration.ofDays(1)) <= 0,
            "every",
            every,
            "between 1s and 1d")
        .between(1, 100_000, "max-indices", maxIndices)
        .between(0, 600, "samples", samples)
        .done();
  }

  /** Nothing is gathered. */
  public static FactSettings none() {
    FactSettings defaults = defaults();
    return new FactSettings(false, defaults.every, defaults.maxIndices, defaults.samples);
  }

  public static FactSettings defaults() {
    return new FactSettings(true, Duration.ofMinutes(1), 10_000, 6);
  }
}
