package dev.weir.bench.flood;

import dev.weir.testkit.load.LoadListener.Ended;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Counts what became of both tenants' requests, by the phase in which each was due. Safe for use by
 * several threads.
 */
final class FloodTally {
  private static final long HIGHEST = TimeUnit.MINUTES.toMicros(1);

  /** Recovery is looked for in steps of this length. */
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(250);

  private final Map<Tenant, Map<Phase, Histogram>> latencies = new EnumMap<>(Tenant.class);
  private final Map<Tenant, Map<String, Long>> causes = new EnumMap<>(Tenant.class);
  private final Map<Tenant, Map<Phase, long[]>> counts = new EnumMap<>(Tenant.class);
  private final List<Histogram> windows = new ArrayList<>();
  private final List<Boolean> failedWindows = new ArrayList<>();
  private long calm = Long.MAX_VALUE;
  private long flood = Long.MAX_VALUE;
  private long after = Long.MAX_VALUE;

  /** A phase begins. */
  synchronized void begin(Phase phase, long now) {
    switch (phase) {
      case CALM -> calm = now;
      case FLOOD -> flood = now;
      case AFTER -> after = now;
    }
  }

  /** A request of a tenant is over. */
  synchronized void onEnd(Tenant tenant, Ended ended) {
    if (calm == Long.MAX_VALUE || ended.due() - calm < 0) {
      return;
    }
    Phase phase = phaseOf(ended.due());
    boolean good = ended.succeeded() && ended.nanos() <= FloodPlan.DEADLINE.toNanos();
    long micros = Math.clamp(TimeUnit.NANOSECONDS.toMicros(ended.nanos()), 0, HIGHEST);
    long[] count =
        counts
            .computeIfAbsent(tenant, any -> new EnumMap<>(Phase.class))
            .computeIfAbsent(phase, any -> new long[2]);
    count[good ? 0 : 1]++;
    if (good || tenant == Tenant.PAYMENTS) {
      latencies
          .computeIfAbsent(tenant, any -> new EnumMap<>(Phase.class))
          .computeIfAbsent(phase, any -> new Histogram(HIGHEST, 3))
          .recordValue(micros);
    }
    if (!good && phase == Phase.FLOOD) {
      String cause = ended.succeeded() ? "too late" : ended.verdict();
      causes.computeIfAbsent(tenant, any -> new TreeMap<>()).merge(cause, 1L, Long::sum);
    }
    if (tenant == Tenant.PAYMENTS && phase == Phase.AFTER) {
      window((int) ((ended.due() - after) / WINDOW), micros, good);
    }
  }

  private void window(int number, long micros, boolean good) {
    while (windows.size() <= number) {
      windows.add(new Histogram(HIGHEST, 3));
      failedWindows.add(false);
    }
    windows.get(number).recordValue(micros);
    if (!good) {
      failedWindows.set(number, true);
    }
  }

  private Phase phaseOf(long due) {
    if (flood == Long.MAX_VALUE || due - flood < 0) {
      return Phase.CALM;
    }
    return after == Long.MAX_VALUE || due - after < 0 ? Phase.FLOOD : Phase.AFTER;
  }

  synchronized long good(Tenant tenant, Phase phase) {
    return count(tenant, phase)[0];
  }

  synchronized long bad(Tenant tenant, Phase phase) {
    return count(tenant, phase)[1];
  }

  private long[] count(Tenant tenant, Phase phase) {
    return counts.getOrDefault(tenant, Map.of()).getOrDefault(phase, new long[2]);
  }

  /** In milliseconds; of the steady tenant all requests, of the other the good ones. */
  synchronized double latency(Tenant tenant, Phase phase, double percentile) {
    Histogram histogram = latencies.getOrDefault(tenant, Map.of()).get(phase);
    return histogram == null ? 0 : histogram.getValueAtPercentile(percentile) / 1e3;
  }

  /** How many requests of the flood failed by what. */
  synchronized Map<String, Long> causes(Tenant tenant) {
    return Map.copyOf(causes.getOrDefault(tenant, Map.of()));
  }

  /**
   * Seconds from the flood's end until the steady tenant is served as before: after which no step
   * of a quarter second has a failure, or a median above the bound.
   *
   * @param mostMillis what a median may be
   */
  synchronized double recovery(double mostMillis) {
    for (int i = windows.size() - 1; i >= 0; i--) {
      if (failedWindows.get(i) || windows.get(i).getValueAtPercentile(50) / 1e3 > mostMillis) {
        return (i + 1) * WINDOW / 1e9;
      }
    }
    return 0;
  }
}
