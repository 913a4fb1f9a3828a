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

  /** Squares are of logarithms in 32nds, so that many of them fit into a word. */
  private static final int COARSE_BITS = 5;

  private static final long HALF = 1 << (COARSE_BITS - 1);

  private final LongAdder total = new LongAdder();
  private final LongAdder squares = new LongAdder();
  private long begun;
  private long begunSquares;
  private int count;
  private double typical;
  private double error;

  /** A request took so long. */
  void record(long nanos) {
    long logarithm = logarithm(Math.max(1, nanos));
    long coarse = (logarithm + HALF) >> COARSE_BITS;
    total.add((1L << COUNT_SHIFT) + logarithm);
    squares.add(coarse * coarse);
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
    begunSquares = squares.sum();
    count = 0;
  }

  /** Takes stock of what was recorded since the beginning. */
  void read() {
    long grown = total.sum() - begun;
    count = (int) (grown >>> COUNT_SHIFT);
    long logarithms = grown & (1L << COUNT_SHIFT) - 1;
    if (count == 0) {
      typical = 0;
      error = Double.POSITIVE_INFINITY;
      return;
    }
    double mean = (double) logarithms / count / ONE;
    double coarse = ONE >> COARSE_BITS;
    double square = (squares.sum() - begunSquares) / coarse / coarse / count;
    typical = Math.pow(2, mean);
    error = Math.log(2) * Math.sqrt(Math.max(0, square - mean * mean) / count);
  }

  /** How many were recorded, when stock was taken. */
  int count() {
    return count;
  }

  /** Their typical time in nanoseconds, when stock was taken; 0 if there were none. */
  double typical() {
    return typical;
  }

  /** The standard error of that, as a share of it; infinite if there were none. */
  double error() {
    return error;
  }
}
