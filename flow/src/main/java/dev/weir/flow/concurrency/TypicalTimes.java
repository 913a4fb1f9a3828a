package dev.weir.flow.concurrency;

import java.util.concurrent.atomic.LongAdder;

/**
 * The typical time of requests: the geometric mean, which a few long requests among short ones do
 * not move, but which doubles when all take twice as long. Recording is safe from any thread,
 * lock-free and without allocation; reading is for one thread.
 */
final class TypicalTimes {
  /** Logarithms have so many bits behind the point. */
  private static final int FRACTION_BITS = 10;

  private static final long ONE = 1L << FRACTION_BITS;

  /** One word adds up both how many and their logarithms, so that the two belong together. */
  private static final int COUNT_SHIFT = 44;

  /** Bends the straight line between powers of two to the logarithm, to half a percent. */
  private static final long BEND = 352;

  private final LongAdder total = new LongAdder();
  private long begun;
  private int count;
  private double typical;

  /** A request took so long. */
  void record(long nanos) {
    total.add((1L << COUNT_SHIFT) + logarithm(Math.max(1, nanos)));
  }

  /** The binary logarithm, in 1024ths. */
  static long logarithm(long value) {
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    long fraction =
        exponent >= FRACTION_BITS
            ? value >>> (exponent - FRACTION_BITS)
            : value << (FRACTION_BITS - exponent);
    fraction -= ONE;
    long bent = fraction + (fraction * (ONE - fraction) / ONE * BEND / ONE);
    return (long) exponent * ONE + bent;
  }

  /** What was recorded up to now does not count any more. */
  void begin() {
    begun = total.sum();
    count = 0;
  }

  /** Takes stock of what was recorded since the beginning. */
  void read() {
    long grown = total.sum() - begun;
    count = (int) (grown >>> COUNT_SHIFT);
    long logarithms = grown & (1L << COUNT_SHIFT) - 1;
    typical = count == 0 ? 0 : Math.pow(2, (double) logarithms / count / ONE);
  }

  /** How many were recorded, when stock was taken. */
  int count() {
    return count;
  }

  /** Their typical time in nanoseconds, when stock was taken; 0 if there were none. */
  double typical() {
    return typical;
  }
}
