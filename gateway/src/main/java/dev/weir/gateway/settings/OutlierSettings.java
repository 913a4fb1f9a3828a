package dev.weir.gateway.settings;

import java.time.Duration;

/** What tells a node that is frozen, slow or failing against the others of its cluster. */
public record OutlierSettings(
    @Setting(
            value =
                "Time without a byte from a node that owes answers, after which it is sent a check"
                    + " at once.",
            example = "150ms")
        Duration askAfter,
    @Setting(
            value =
                "Time without a byte, and without an answer to that check, after which a node is"
                    + " frozen: it gets no requests while others are well.",
            example = "300ms")
        Duration frozenAfter,
    @Setting(
            value =
                "How many times as long as the other nodes' typical time is slow; a node that"
                    + " answers most of its requests slowly is ejected.",
            example = "3")
        int latencyRatio,
    @Setting(
            value = "By how much longer than the other nodes' typical time is slow, at least.",
            example = "100ms")
        Duration latencyFloor,
    @Setting(
            value =
                "Percent of its requests that a node may fail beyond the share that the other nodes"
                    + " fail, before it is ejected.",
            example = "30")
        int failurePercent,
    @Setting(
            value = "Slow or failed requests within two seconds that make a judgement.",
            example = "3")
        int samples,
    @Setting(
            value =
                "Percent of a cluster's nodes that may be ejected at once; nodes that are down"
                    + " count. One node may always be ejected, and one always stays in; 0 ejects"
                    + " none.",
            example = "50")
        int maxEjected,
    @Setting(
            value =
                "Longest time that an ejected node stays out; each ejection soon after another"
                    + " lasts twice as long, up to this.",
            example = "1m")
        Duration longestEjection,
    @Setting(
            value =
                "Time that a node that comes back is held at a tenth of its requests, then at two"
                    + " tenths, and so on.",
            example = "500ms")
        Duration step) {

  public OutlierSettings {
    new Checks()
        .positive("ask-after", askAfter)
        .that(
            frozenAfter.compareTo(askAfter) > 0,
            "frozen-after",
            frozenAfter,
            "longer than ask-after, " + askAfter.toMillis() + "ms")
        .between(2, 100, "latency-ratio", latencyRatio)
        .positive("latency-floor", latencyFloor)
        .between(1, 100, "failure-percent", failurePercent)
        .between(3, 1000, "samples", samples)
        .between(0, 100, "max-ejected", maxEjected)
        .positive("longest-ejection", longestEjection)
        .positive("step", step)
        .done();
  }

  public static OutlierSettings defaults() {
    return new OutlierSettings(
        Duration.ofMillis(150),
        Duration.ofMillis(300),
        3,
        Duration.ofMillis(100),
        30,
        3,
        50,
        Duration.ofMinutes(1),
        Duration.ofMillis(500));
  }
}
