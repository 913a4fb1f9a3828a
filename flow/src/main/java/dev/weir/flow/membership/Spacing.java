package dev.weir.flow.membership;

import java.util.random.RandomGenerator;

/**
 * When to try again what has failed: at once, then spaced ever wider up to a bound, each time
 * somewhere in the upper half of the space, so that many who failed together do not return
 * together.
 *
 * @param firstNanos the first space
 * @param mostNanos the widest space
 */
public record Spacing(long firstNanos, long mostNanos) {
  public Spacing {
    if (firstNanos < 1 || mostNanos < firstNanos) {
      throw new IllegalArgumentException("spaces: " + firstNanos + " to " + mostNanos);
    }
  }

  /**
   * How long to wait, in nanoseconds.
   *
   * @param failures in a row, at least 1
   */
  public long after(int failures, RandomGenerator random) {
    if (failures <= 1) {
      return 0;
    }
    int doublings = Math.min(failures - 2, 30);
    long space = firstNanos > mostNanos >> doublings ? mostNanos : firstNanos << doublings;
    return space / 2 + (long) (space / 2.0 * random.nextDouble());
  }
}
