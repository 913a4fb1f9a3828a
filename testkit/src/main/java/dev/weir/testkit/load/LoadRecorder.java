package dev.weir.testkit.load;

import dev.weir.testkit.load.LoadFigures.Count;
import dev.weir.testkit.load.LoadFigures.Latency;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Counts outcomes. Safe for use by several threads. */
final class LoadRecorder {
  private static final long HIGHEST = TimeUnit.MINUTES.toMicros(10);

  private final LongSupplier nanoClock;
  private final Tally total;
  private Tally interval;

  LoadRecorder(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    total = new Tally(nanoClock.getAsLong());
    interval = new Tally(nanoClock.getAsLong());
  }

  /**
   * A request is over.
   *
   * @param due nanoseconds of the clock at which it was due to be sent
   */
  synchronized void record(Operation operation, long due, String verdict) {
    long micros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanoClock.getAsLong() - due));
    interval.add(operation, micros, verdict);
    total.add(operation, micros, verdict);
  }

  /** What happened since this was last called. */
  synchronized LoadFigures interval() {
    long now = nanoClock.getAsLong();
    LoadFigures figures = interval.figures(now);
    interval = new Tally(now);
    return figures;
  }

  /** What happened since the start. */
  synchronized LoadFigures total() {
    return total.figures(nanoClock.getAsLong());
  }

  private static final class Tally {
    private final long start;
    private final Histogram latency = new Histogram(HIGHEST, 3);
    private final Map<Operation, long[]> operations = new EnumMap<>(Operation.class);
    private final Map<String, Long> failures = new TreeMap<>();
    private long succeeded;
    private long failed;

    Tally(long start) {
      this.start = start;
      for (Operation operation : Operation.values()) {
        operations.put(operation, new long[2]);
      }
    }

    void add(Operation operation, long micros, String verdict) {
      latency.recordValue(Math.min(HIGHEST, micros));
      boolean success = verdict.equals(Verdict.SUCCESS);
      operations.computeIfAbsent(operation, o -> new long[2])[success ? 0 : 1]++;
      if (success) {
        succeeded++;
      } else {
        failed++;
        failures.merge(verdict, 1L, Long::sum);
      }
    }

    LoadFigures figures(long now) {
      Map<Operation, Count> counts = new EnumMap<>(Operation.class);
      operations.forEach((operation, n) -> counts.put(operation, new Count(n[0], n[1])));
      return new LoadFigures(
          Duration.ofNanos(now - start),
          succeeded,
          failed,
          counts,
          failures,
          new Latency(at(50), at(99), at(99.9), at(100)));
    }

    private double at(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1_000.0;
    }
  }
}
