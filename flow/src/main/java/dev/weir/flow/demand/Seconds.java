package dev.weir.flow.demand;

/**
 * How many requests seconds had: a histogram whose buckets are an eighth apart, so that it is small
 * whatever comes. For one thread.
 */
final class Seconds {
  private static final int FINE_BITS = 3;
  private static final int FINE = 1 << FINE_BITS;
  private static final int BUCKETS = (Integer.SIZE - FINE_BITS) * FINE;

  private final int[] buckets = new int[BUCKETS];
  private long total;

  /** A second has had so many, at least 1. */
  void add(long requests) {
    buckets[bucket((int) Math.min(requests, Integer.MAX_VALUE))]++;
    total++;
  }

  long total() {
    return total;
  }

  /** A number that at least such a part of the seconds did not exceed; 0 if there were none. */
  long most(double part) {
    long wanted = (long) Math.ceil(part * total);
    long passed = 0;
    for (int i = 0; i < BUCKETS && total > 0; i++) {
      passed += buckets[i];
      if (passed >= wanted) {
        return last(i);
      }
    }
    return 0;
  }

  /** Below 16 each number has its own; above, the next three bits below the highest count. */
  private static int bucket(int value) {
    if (value < FINE) {
      return value;
    }
    int shift = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value) - FINE_BITS;
    return (shift + 1) * FINE + (value >>> shift) - FINE;
  }

  /** The largest number of a bucket. */
  private static long last(int bucket) {
    if (bucket < FINE) {
      return bucket;
    }
    int shift = bucket / FINE - 1;
    return ((long) (bucket % FINE + FINE + 1) << shift) - 1;
  }
}
