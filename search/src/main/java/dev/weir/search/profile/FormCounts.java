package dev.weir.search.profile;

/**
 * How often searches of a form were read, by their fingerprint, and whether it is time to learn
 * one. Of many forms those that come most often stay: each other one that falls into a slot takes
 * one from its count (as Misra and Gries count, "Finding repeated elements", 1982).
 */
final class FormCounts {
  private static final int SLOTS = 1024;

  /** Read so often, a form is learned; then again at twice as often. */
  private static final int FIRST = 4;

  /** Learning costs as much as reading a few times; one in so many that are read is learned. */
  private static final int EVERY = 64;

  private static final int MOST_CREDIT = 32 * EVERY;

  private final long[] prints = new long[SLOTS];
  private final int[] counts = new int[SLOTS];
  private int credit = MOST_CREDIT;

  /** Counts one that was read; whether it is to be learned. */
  boolean isToBeLearned(long print) {
    credit = Math.min(MOST_CREDIT, credit + 1);
    int slot = (int) print & (SLOTS - 1);
    if (prints[slot] != print) {
      if (counts[slot] > 0) {
        counts[slot]--;
        return false;
      }
      prints[slot] = print;
    }
    int count = ++counts[slot];
    if (count < FIRST || Integer.bitCount(count) != 1 || credit < EVERY) {
      return false;
    }
    credit -= EVERY;
    return true;
  }
}
