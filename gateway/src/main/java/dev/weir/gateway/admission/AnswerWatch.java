package dev.weir.gateway.admission;

import dev.weir.flow.health.AnswerTimes;
import dev.weir.flow.health.CountWindow;
import dev.weir.flow.health.TimesWindow;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster or a lane has answered of late: how fast, and how often that it has too much to
 * do. Event loops record, each for itself, without a lock or an allocation; one thread looks.
 */
final class AnswerWatch {
  /** How many looks the window is long: five seconds. */
  static final int SLICES = 20;

  /** Fewer answers than this say nothing of one in a hundred. */
  private static final int FEWEST = 20;

  private static final double NANOS_PER_MILLI = 1e6;

  private final String name;
  private final boolean isLane;
  private final AnswerTimes[] times;
  private final LongAdder answered = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final TimesWindow window = new TimesWindow(SLICES);
  private final CountWindow answeredLately = new CountWindow(SLICES);
  private final CountWindow rejectedLately = new CountWindow(SLICES);

  /**
   * Watches a cluster or a lane.
   *
   * @param loops how many event loops record
   */
  AnswerWatch(String name, boolean isLane, int loops) {
    this.name = name;
    this.isLane = isLane;
    this.times = new AnswerTimes[loops];
    for (int i = 0; i < loops; i++) {
      times[i] = new AnswerTimes();
    }
  }

  /** Whether it watches what a request went to. */
  boolean takes(String cluster, @Nullable String lane) {
    return name.equals(isLane ? lane : cluster);
  }

  /**
   * A request that was sent there is over.
   *
   * @param loop number of the event loop
   */
  void ended(ExchangeEnd how, int loop) {
    if (how.outcome() == Outcome.UPSTREAM_TIMEOUT) {
      // As long as that at least.
      times[loop].record(how.durationNanos());
    } else if (how.outcome() == Outcome.ANSWERED && how.upstreamNanos() >= 0) {
      times[loop].record(how.upstreamNanos());
      answered.increment();
      if (how.status() == 429 || how.status() == 503 || how.itemsRejected()) {
        rejected.increment();
      }
    }
  }

  /** Four times a second, from one thread. */
  void slide() {
    for (AnswerTimes each : times) {
      window.add(each);
    }
    window.slide();
    answeredLately.slide(answered.sum());
    rejectedLately.slide(rejected.sum());
  }

  /** The time that 99 of a hundred took at most; {@link Double#NaN} if there are too few. */
  double p99Millis() {
    return window.count() < FEWEST ? Double.NaN : window.percentile(99) / NANOS_PER_MILLI;
  }

  /** How many were 429 or 503, or bulks of which items were turned away; as above. */
  double rejectedPercent() {
    long all = answeredLately.sum();
    return all < FEWEST ? Double.NaN : 100.0 * rejectedLately.sum() / all;
  }
}
