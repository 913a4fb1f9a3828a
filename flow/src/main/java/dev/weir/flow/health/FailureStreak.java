package dev.weir.flow.health;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests that an endpoint has failed in a row. Safe from any thread; lock-free; a
 * success costs one volatile read.
 */
public final class FailureStreak {
  private final int limit;
  private final AtomicInteger failures = new AtomicInteger();

  /**
   * A streak of its own for one endpoint.
   *
   * @param limit failures in a row that are too many, at least 1
   */
  public FailureStreak(int limit) {
    this.limit = limit;
  }

  /** A request has succeeded: the streak begins anew. */
  public void success() {
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  /**
   * A request has failed.
   *
   * @return whether that was one too many; the count begins anew then
   */
  public boolean failure() {
    if (failures.incrementAndGet() < limit) {
      return false;
    }
    failures.set(0);
    return true;
  }
}
