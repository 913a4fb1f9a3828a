package dev.weir.search.cost;

/**
 * What a search has cost, in units: one is a millisecond of one shard's work. Engines tell how long
 * a search took and how many shards it went to; so many of them as work at once by default count,
 * since the rest of the shards wait for those.
 */
public final class Cost {
  /** Shards of one search that a node works on at once ({@code max_concurrent_shard_requests}). */
  private static final int SHARDS_AT_ONCE = 5;

  /** Whole milliseconds are told, rounded down. */
  private static final double ROUNDED_OFF = 0.5;

  /** What a search is taken to cost of which nothing is known at all. */
  static final double UNKNOWN = 1;

  private Cost() {}

  /**
   * What it has cost.
   *
   * @param tookMillis as its answer tells; below 0 if it does not
   * @param shards that took part; below 1 if that is not known
   * @param waitedNanos how long the node let wait for its answer; below 0 if it was not asked
   */
  public static double of(long tookMillis, int shards, long waitedNanos) {
    double millis =
        tookMillis >= 0 ? tookMillis + ROUNDED_OFF : waitedNanos >= 0 ? waitedNanos / 1e6 : UNKNOWN;
    return millis * shardsAtOnce(shards);
  }

  /** How many of so many shards count; 1 if it is not known how many there are. */
  static int shardsAtOnce(long shards) {
    return Math.clamp(shards, 1, SHARDS_AT_ONCE);
  }
}
