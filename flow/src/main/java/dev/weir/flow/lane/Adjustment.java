package dev.weir.flow.lane;

/**
 * What is laid over a lane's own limit for a while. Immutable.
 *
 * @param held a number in place of what the limit says; 0: what the limit says
 * @param percent how much of what the limit says is left, if it is not held; 1 to 100
 */
public record Adjustment(int held, int percent) {
  private static final int ALL = 100;

  /** Leaves the limit as it is. */
  public static final Adjustment NONE = new Adjustment(0, ALL);

  public Adjustment {
    if (held < 0 || percent < 1 || percent > ALL) {
      throw new IllegalArgumentException("held " + held + ", " + percent + " %");
    }
  }

  /** A number in place of what the limit says; at least 1. */
  public static Adjustment to(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("held " + number);
    }
    return new Adjustment(number, ALL);
  }

  /** A part of what the limit says. */
  public static Adjustment percent(int percent) {
    return percent == ALL ? NONE : new Adjustment(0, percent);
  }

  /** What a limit comes to under this; at least 1. */
  int of(int limit) {
    if (held > 0) {
      return held;
    }
    return percent == ALL ? limit : (int) Math.max(1, (long) limit * percent / ALL);
  }

  /** Whether the limit is as it is. */
  boolean isNone() {
    return held == 0 && percent == ALL;
  }

  /** Whether what happens under this tells nothing of the limit. */
  boolean isHeld() {
    return held > 0;
  }
}
