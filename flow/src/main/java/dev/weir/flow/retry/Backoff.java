package dev.weir.flow.retry;

import java.time.Duration;

/**
 * How long to wait before a request is sent again: longer each time, and never the same for two, so
 * that those who failed together do not come back together. "Equal jitter" of Brooker's Exponential
 * Backoff and Jitter: half of the time is sure, half is left to chance.
 *
 * @param first before the first spaced retry
 * @param most at most
 */
public record Backoff(Duration first, Duration most) {
  private static final int MOST_DOUBLINGS = 20;

  public Backoff {
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException("first " + first + ", most " + most);
    }
  }

  /**
   * The wait in nanoseconds.
   *
   * @param retry 0 for the first spaced retry
   * @param random any number; evenly spread ones give evenly spread waits
   */
  public long nanos(int retry, long random) {
    int doublings = Math.clamp(retry, 0, MOST_DOUBLINGS);
    long base = first.toNanos();
    long bound = most.toNanos();
    long whole = base > bound >> doublings ? bound : base << doublings;
    long half = whole / 2;
    return half + Math.floorMod(random, half + 1);
  }
}
