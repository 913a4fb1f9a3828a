package dev.weir.flow.concurrency;

import java.util.Arrays;

/**
 * How much of what may be under way each priority may fill, in percent, all priorities' requests
 * counted: when it gets tight, the lowest is the first that nothing is left for. A higher priority
 * never has the smaller share, so that what is open to one is open to all above it. Immutable.
 */
public final class PriorityShares {
  private static final int ALL = 100;
  private static final int[] DEFAULTS = {100, 95, 90, 75};

  private final int[] percents;

  private PriorityShares(int[] percents) {
    this.percents = percents;
  }

  /** All of it for the critical ones, three quarters for the low ones. */
  public static PriorityShares defaults() {
    return new PriorityShares(DEFAULTS);
  }

  /** No difference. */
  public static PriorityShares equal() {
    return new PriorityShares(new int[] {ALL, ALL, ALL, ALL});
  }

  /**
   * Shares in percent, from the first priority to the last.
   *
   * @throws IllegalArgumentException if one is not from 1 to 100, or larger than the one before
   */
  public static PriorityShares of(int critical, int high, int normal, int low) {
    int[] percents = {critical, high, normal, low};
    int before = ALL;
    for (int percent : percents) {
      if (percent < 1 || percent > before) {
        throw new IllegalArgumentException("shares " + Arrays.toString(percents));
      }
      before = percent;
    }
    return new PriorityShares(percents);
  }

  /** Up to how many requests of all priorities one more of this priority may join; at least 1. */
  public int most(Priority priority, int limit) {
    long whole = (long) limit * percents[priority.rank()];
    return (int) Math.max(1, (whole + ALL - 1) / ALL);
  }

  /** The share of a priority in percent. */
  public int percent(Priority priority) {
    return percents[priority.rank()];
  }
}
