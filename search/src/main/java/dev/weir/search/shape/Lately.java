package dev.weir.search.shape;

import java.util.concurrent.TimeUnit;

/** How figures of late fade: half of each goes in every half-life. */
final class Lately {
  /** Short enough that a table shows what is, long enough that it does not flicker. */
  private static final double HALF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final double LN_2 = Math.log(2);

  private Lately() {}

  /** What is left of 1 after a time. */
  static double left(long nanos) {
    return nanos <= 0 ? 1 : Math.exp(-LN_2 * nanos / HALF_LIFE_NANOS);
  }

  /**
   * What comes each second, from a sum that fades.
   *
   * @param watchedNanos since when there has been a sum, which has not filled before
   */
  static double eachSecond(double sum, long watchedNanos) {
    double filled = 1 - left(Math.max(watchedNanos, TimeUnit.SECONDS.toNanos(1)));
    return sum * LN_2 / (HALF_LIFE_NANOS / 1e9) / filled;
  }
}
