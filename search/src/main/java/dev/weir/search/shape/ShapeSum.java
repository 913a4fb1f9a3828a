package dev.weir.search.shape;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all tables together know of one shape, while it is added up. */
final class ShapeSum {
  private final long fingerprint;
  long count;
  long failed;
  long refused;
  long timedOut;
  long took;
  long tookKnown;
  long tookMost;
  long hits;
  long hitsKnown;
  long shards;
  long shardsKnown;
  long bytes;
  long executed;
  double cost;
  double costLately;
  double learned;
  double rate;
  long firstSeen = Long.MAX_VALUE;
  long lastSeen;
  final long[] times = new long[Times.BUCKETS];
  final Map<String, Long> operations = new TreeMap<>();
  final Map<String, Long> tenants = new TreeMap<>();
  final Map<String, Long> indices = new TreeMap<>();
  final Map<String, Long> rules = new TreeMap<>();
  @Nullable String sample;

  ShapeSum(long fingerprint) {
    this.fingerprint = fingerprint;
  }

  /**
   * As it is shown.
   *
   * @param allLately what all shapes have cost of late
   */
  ShapeStatus status(double allLately) {
    return new ShapeStatus(
        fingerprint,
        count,
        failed,
        refused,
        timedOut,
        rate,
        allLately > 0 ? costLately / allLately : 0,
        executed == 0 ? 0 : learned / executed,
        cost,
        mean(took, tookKnown),
        tookMost,
        Times.quantile(times, 0.5),
        Times.quantile(times, 0.95),
        Times.quantile(times, 0.99),
        mean(hits, hitsKnown),
        mean(shards, shardsKnown),
        mean(bytes, executed),
        operations,
        tenants,
        indices,
        rules,
        sample,
        firstSeen,
        lastSeen);
  }

  private static double mean(long sum, long count) {
    return count == 0 ? -1 : (double) sum / count;
  }
}
