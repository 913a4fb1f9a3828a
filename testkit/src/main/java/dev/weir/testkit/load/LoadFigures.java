package dev.weir.testkit.load;

import java.time.Duration;
import java.util.Map;

/**
 * What a load came to, over an interval or since its start.
 *
 * @param length of the time it is about
 * @param succeeded answers as wanted
 * @param failed everything else, what was not sent included
 * @param operations by what was asked; every operation is there
 * @param failures by kind, in a few words
 * @param latency of all answers and failures, from the moment each was due to be sent
 */
public record LoadFigures(
    Duration length,
    long succeeded,
    long failed,
    Map<Operation, Count> operations,
    Map<String, Long> failures,
    Latency latency) {

  public LoadFigures {
    operations = Map.copyOf(operations);
    failures = Map.copyOf(failures);
  }

  /** How often it went well, and how often not. */
  public record Count(long succeeded, long failed) {}

  /** In milliseconds; all 0 if there was no request. */
  public record Latency(double p50, double p99, double p999, double max) {}

  public long requests() {
    return succeeded + failed;
  }

  /** Requests that ended, per second. */
  public double perSecond() {
    return length.isZero() ? 0 : requests() * 1e9 / length.toNanos();
  }

  /** Share of successes, 0 to 1; 1 if there was no request. */
  public double successRate() {
    return requests() == 0 ? 1 : (double) succeeded / requests();
  }
}
