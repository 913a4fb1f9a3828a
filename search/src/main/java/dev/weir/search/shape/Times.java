package dev.weir.search.shape;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took, in counts of buckets that grow by a quarter of an octave, from 64 µs to
 * over a minute: a time is known to a fifth. The buckets stand in an array of the caller's, so that
 * they can be written by one thread and read by any.
 *
 * <p>Not HdrHistogram: a histogram of a minute with two digits takes 20 kB, of which there would be
 * thousands; this takes 640 bytes.
 */
final class Times {
  static final int BUCKETS = 80;

  private static final int UNIT = 16;

  private Times() {}

  /** The bucket of a time in nanoseconds. */
  static int bucket(long nanos) {
    long units = Math.max(0, nanos) >>> UNIT;
    if (units < 4) {
      return (int) units;
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(units);
    int bucket = (octave - 1) * 4 + (int) ((units >>> (octave - 2)) & 3);
    return Math.min(bucket, BUCKETS - 1);
  }

  /** The middle of a bucket, in milliseconds. */
  static double millis(int bucket) {
    return (shortest(bucket) + shortest(bucket + 1)) / 2.0 / 1e6;
  }

  private static long shortest(int bucket) {
    if (bucket < 4) {
      return (long) bucket << UNIT;
    }
    return ((4L + bucket % 4) << (bucket / 4 - 1)) << UNIT;
  }

  /** Adds what stands in an array from some place on to counts. */
  static void addTo(long[] counts, AtomicLongArray from, int offset) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += from.getOpaque(offset + i);
    }
  }

  /**
   * A quantile.
   *
   * @param quantile 0 to 1
   * @return milliseconds; -1 if nothing was counted
   */
  static double quantile(long[] counts, double quantile) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long wanted = Math.max(1, (long) Math.ceil(total * quantile));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return millis(i);
      }
    }
    return -1;
  }
}
