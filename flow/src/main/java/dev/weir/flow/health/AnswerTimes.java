package dev.weir.flow.health;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long answers took: counts in buckets that grow by a quarter of an octave, from 65 µs to over
 * a minute, so a time is known to a fifth. One thread records, at the cost of a few plain
 * instructions; any thread reads. The counts only grow (and wrap around in the end), so that
 * whoever reads them can take differences.
 *
 * <p>Not HdrHistogram: its recorders swap whole histograms between writer and reader, which costs
 * the writer two atomic additions for each record.
 */
public final class AnswerTimes {
  /** How many buckets there are. */
  public static final int BUCKETS = 80;

  private static final int UNIT = 16;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);

  /** Takes a time in nanoseconds. */
  public void record(long nanos) {
    int bucket = bucket(nanos);
    // One writer: a plain addition that other threads see in time, without a fence.
    counts.setOpaque(bucket, counts.getPlain(bucket) + 1);
  }

  int count(int bucket) {
    return counts.getOpaque(bucket);
  }

  /** The bucket of a time. */
  static int bucket(long nanos) {
    long units = Math.max(0, nanos) >>> UNIT;
    if (units < 4) {
      return (int) units;
    }
    int octave = 63 - Long.numberOfLeadingZeros(units);
    int bucket = (octave - 1) * 4 + (int) ((units >>> (octave - 2)) & 3);
    return Math.min(bucket, BUCKETS - 1);
  }

  /** The shortest time in a bucket, in nanoseconds. */
  static long shortest(int bucket) {
    if (bucket < 4) {
      return (long) bucket << UNIT;
    }
    return ((4L + bucket % 4) << (bucket / 4 - 1)) << UNIT;
  }
}
