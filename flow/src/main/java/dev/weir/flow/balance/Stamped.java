package dev.weir.flow.balance;

/**
 * A figure and when it was set, in one {@code long}, so that both change together without a lock.
 * The time is in ticks of about a millisecond; two of them can be told apart within 25 days.
 */
final class Stamped {
  /** A tick has so many bits of nanoseconds. */
  static final int TICK_BITS = 20;

  private Stamped() {}

  static int tick(long nanos) {
    return (int) (nanos >> TICK_BITS);
  }

  static long of(float value, int tick) {
    return (long) Float.floatToRawIntBits(value) << Integer.SIZE | Integer.toUnsignedLong(tick);
  }

  static float value(long stamped) {
    return Float.intBitsToFloat((int) (stamped >>> Integer.SIZE));
  }

  /** Ticks from when it was set until another time; below 0 if that was before. */
  static int age(long stamped, int tick) {
    return tick - (int) stamped;
  }
}
