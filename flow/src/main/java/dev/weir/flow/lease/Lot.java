package dev.weir.flow.lease;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Permits that were granted together and are void together. In one word, the time in ticks of about
 * a millisecond. Safe from any thread, lock-free; allocates nothing.
 */
final class Lot {
  private static final int TICK_BITS = 20;

  private final AtomicLong word = new AtomicLong();

  private static int tick(long nanos) {
    return (int) (nanos >> TICK_BITS);
  }

  private static boolean isOver(long word, long now) {
    return tick(now) - (int) word >= 0;
  }

  /** Takes permits, if all of them are there. */
  boolean take(int permits, long now) {
    while (true) {
      long current = word.get();
      long left = current >>> Integer.SIZE;
      if (left < permits || isOver(current, now)) {
        return false;
      }
      if (word.compareAndSet(current, current - ((long) permits << Integer.SIZE))) {
        return true;
      }
    }
  }

  /** Puts permits back that were not needed, unless all of them are void. */
  boolean putBack(int permits, long now) {
    while (true) {
      long current = word.get();
      if (isOver(current, now)) {
        return false;
      }
      if (word.compareAndSet(current, current + ((long) permits << Integer.SIZE))) {
        return true;
      }
    }
  }

  /** How many are left. */
  long left(long now) {
    long current = word.get();
    return isOver(current, now) ? 0 : current >>> Integer.SIZE;
  }

  /**
   * Puts others in the place of those that are there.
   *
   * @return how many that were
   */
  long fill(long permits, long until) {
    return word.getAndSet(permits << Integer.SIZE | Integer.toUnsignedLong(tick(until)))
        >>> Integer.SIZE;
  }

  /** Whether these are void before those of another. */
  boolean endsBefore(Lot other) {
    return (int) word.get() - (int) other.word.get() < 0;
  }
}
