package dev.weir.flow.deadline;

/**
 * The moment by which a request must be answered. It may come closer, and never moves away. Used by
 * one thread; used again for every request.
 */
public final class Deadline {
  /** Far enough to be none, near enough that differences of times do not overflow. */
  private static final long NEVER = Long.MAX_VALUE / 4;

  private boolean set;
  private long at;

  /** Begins without one. */
  public void clear() {
    set = false;
  }

  public boolean isSet() {
    return set;
  }

  /**
   * Sets it, or brings it closer; a later moment than the one that is set changes nothing.
   *
   * @param now in nanoseconds of any monotonic clock
   * @param leftNanos from now; below zero counts as zero
   */
  public void within(long now, long leftNanos) {
    long left = Math.clamp(leftNanos, 0, NEVER);
    if (!set || at - now > left) {
      at = now + left;
      set = true;
    }
  }

  /** Nanoseconds left, at least 0; very many if there is no deadline. */
  public long left(long now) {
    return set ? Math.max(0, at - now) : NEVER;
  }

  public boolean isPast(long now) {
    return set && now - at >= 0;
  }
}
