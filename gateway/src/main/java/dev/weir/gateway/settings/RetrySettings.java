package dev.weir.gateway.settings;

import java.time.Duration;

/** When a request is sent again. */
public record RetrySettings(
    @Setting(
            value =
                "How often a request may be sent again: when it could not be sent, and otherwise if"
                    + " it may be replayed safely. The first time at once, to another node; then"
                    + " after waits. 0 turns it off.",
            example = "8")
        int attempts,
    @Setting(
            value = "Bytes of a request's body kept for a replay; a longer one is not replayed.",
            example = "64kb")
        ByteSize maxBody,
    @Setting(
            value =
                "Replays for a hundred requests, at most, so that a cluster in trouble is not given"
                    + " more to do. What could not be sent at all does not count.",
            example = "20")
        int budgetPercent,
    @Setting(
            value = "Replays a second that are possible however few requests there are.",
            example = "10")
        int budgetPerSecond,
    @Setting(
            value = "Longest wait before the first spaced replay; each further one doubles it.",
            example = "20ms")
        Duration firstWait,
    @Setting(value = "Longest wait between two replays.", example = "500ms") Duration longestWait,
    @Setting(
            value =
                "Whether a search is sent again whose answer says that shards failed, and once any"
                    + " read that was answered 500, before the client sees it.",
            example = "true")
        boolean partialAnswers,
    @Setting(
            value =
                "Whether items of a bulk that a node turned away with 429 are sent again, alone;"
                    + " the client gets one answer, in the order it sent. Only of bulks up to"
                    + " max-body.",
            example = "true")
        boolean bulkItems) {

  public RetrySettings {
    new Checks()
        .between(0, 20, "attempts", attempts)
        .between(0, 16 * 1024 * 1024, "max-body", maxBody.bytes())
        .between(0, 100, "budget-percent", budgetPercent)
        .between(0, 10_000, "budget-per-second", budgetPerSecond)
        .positive("first-wait", firstWait)
        .that(
            longestWait.compareTo(firstWait) >= 0,
            "longest-wait",
            longestWait,
            "at least first-wait")
        .done();
  }

  public static RetrySettings defaults() {
    return new RetrySettings(
        8,
        ByteSize.ofKilobytes(64),
        20,
        10,
        Duration.ofMillis(20),
        Duration.ofMillis(500),
        true,
        false);
  }

  /** The defaults, but for how often and how much. */
  public static RetrySettings of(int attempts, ByteSize maxBody) {
    RetrySettings usual = defaults();
    return new RetrySettings(
        attempts,
        maxBody,
        usual.budgetPercent,
        usual.budgetPerSecond,
        usual.firstWait,
        usual.longestWait,
        usual.partialAnswers,
        usual.bulkItems);
  }
}
