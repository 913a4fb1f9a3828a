package dev.weir.bench.faults;

import dev.weir.bench.faults.Phases.Phase;
import dev.weir.testkit.load.LoadListener.Ended;
import dev.weir.testkit.load.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Counts what became of the requests, by the step during which each was due. Safe for use by
 * several threads.
 */
final class Tally {
  private static final long HIGHEST = TimeUnit.MINUTES.toMicros(5);

  private final Map<Integer, Count> phases = new TreeMap<>();
  private final Map<Moment, Map<Kind, Histogram>> latencies = new EnumMap<>(Moment.class);
  private final Map<Part, Histogram> parts = new HashMap<>();

  /** The requests of one kind that were due during one phase. */
  private record Part(int phase, Kind kind) {}

  /** What a request is. */
  enum Kind {
    READS,
    WRITES;

    static Kind of(Operation operation) {
      return operation == Operation.BULK ? WRITES : READS;
    }
  }

  /** When a request was due, for its latency. */
  enum Moment {
    CALM,
    FAULTS
  }

  /** Latencies in milliseconds, from the moment at which each request was due. */
  record Latency(double p50, double p99, double p999, double max) {}

  /** Latencies of all requests, and of those of each kind. */
  record Latencies(Latency all, Map<Kind, Latency> byKind) {
    Latencies {
      byKind = Map.copyOf(byKind);
    }

    Latency of(Kind kind) {
      return byKind.getOrDefault(kind, new Latency(0, 0, 0, 0));
    }
  }

  /**
   * What became of some requests.
   *
   * @param requests how many there were, by kind
   * @param failed how many of them failed, by kind
   * @param causes how many failed by what, kinds and words together as in "reads: failed shards"
   */
  record Count(Map<Kind, Long> requests, Map<Kind, Long> failed, Map<String, Long> causes) {
    Count() {
      this(new EnumMap<>(Kind.class), new EnumMap<>(Kind.class), new TreeMap<>());
    }

    long requestsOf(Kind kind) {
      return requests.getOrDefault(kind, 0L);
    }

    long failedOf(Kind kind) {
      return failed.getOrDefault(kind, 0L);
    }

    long allRequests() {
      return requestsOf(Kind.READS) + requestsOf(Kind.WRITES);
    }

    long allFailed() {
      return failedOf(Kind.READS) + failedOf(Kind.WRITES);
    }

    private void add(Count other) {
      other.requests.forEach((kind, n) -> requests.merge(kind, n, Long::sum));
      other.failed.forEach((kind, n) -> failed.merge(kind, n, Long::sum));
      other.causes.forEach((cause, n) -> causes.merge(cause, n, Long::sum));
    }
  }

  /**
   * A request is over.
   *
   * @param verdict empty if it went well
   */
  synchronized void add(Phase phase, Ended ended, String verdict) {
    Kind kind = Kind.of(ended.call().operation());
    Count count = phases.computeIfAbsent(phase.number(), number -> new Count());
    count.requests.merge(kind, 1L, Long::sum);
    if (!verdict.isEmpty()) {
      count.failed.merge(kind, 1L, Long::sum);
      String cause = (kind == Kind.READS ? "read: " : "write: ") + verdict;
      count.causes.merge(cause, 1L, Long::sum);
    }
    long micros = Math.clamp(TimeUnit.NANOSECONDS.toMicros(ended.nanos()), 0, HIGHEST);
    latencies
        .computeIfAbsent(
            phase.calm() ? Moment.CALM : Moment.FAULTS, moment -> new EnumMap<>(Kind.class))
        .computeIfAbsent(kind, any -> new Histogram(HIGHEST, 3))
        .recordValue(micros);
    parts
        .computeIfAbsent(new Part(phase.number(), kind), part -> new Histogram(HIGHEST, 3))
        .recordValue(micros);
  }

  /** Of one phase. */
  synchronized Count of(int phase) {
    Count copy = new Count();
    Count count = phases.get(phase);
    if (count != null) {
      copy.add(count);
    }
    return copy;
  }

  synchronized Count total() {
    Count total = new Count();
    phases.values().forEach(total::add);
    return total;
  }

  /** All 0 if there was no request. */
  synchronized Latencies latencies(Moment moment) {
    Histogram all = new Histogram(HIGHEST, 3);
    Map<Kind, Latency> byKind = new EnumMap<>(Kind.class);
    latencies
        .getOrDefault(moment, Map.of())
        .forEach(
            (kind, histogram) -> {
              all.add(histogram);
              byKind.put(kind, latency(histogram));
            });
    return new Latencies(latency(all), byKind);
  }

  /** Of one kind in one phase; all 0 if there was no request. */
  synchronized Latency latency(int phase, Kind kind) {
    return latency(parts.getOrDefault(new Part(phase, kind), new Histogram(HIGHEST, 3)));
  }

  /** How many of a kind took longer in a phase. */
  synchronized long slower(int phase, Kind kind, double millis) {
    Histogram histogram = parts.get(new Part(phase, kind));
    long micros = Math.round(millis * 1_000);
    return histogram == null || micros >= HIGHEST
        ? 0
        : histogram.getCountBetweenValues(micros, HIGHEST);
  }

  private static Latency latency(Histogram histogram) {
    return new Latency(
        at(histogram, 50), at(histogram, 99), at(histogram, 99.9), at(histogram, 100));
  }

  private static double at(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1_000.0;
  }
}
