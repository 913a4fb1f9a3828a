package dev.weir.flow.health;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ejects an endpoint for a time once it has failed so many requests in a row. Safe from any thread;
 * lock-free; a success costs one volatile read.
 */
public final class FailureStreak {
  private final int limit;
  private final long ejectionNanos;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean ejected;
  private volatile long until;

  /**
   * A streak of its own for one endpoint.
   *
   * @param limit failures in a row that eject, at least 1
   * @param ejectionNanos how long an ejection lasts
   */
  public FailureStreak(int limit, long ejectionNanos) {
    this.limit = limit;
    this.ejectionNanos = ejectionNanos;
  }

  /** A request has succeeded: the streak begins anew. Does not end an ejection. */
  public void success() {
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  /**
   * A request has failed.
   *
   * @param now in nanoseconds of any monotonic clock
   * @return whether this failure ejected the endpoint
   */
  public boolean failure(long now) {
    if (failures.incrementAndGet() < limit) {
      return false;
    }
    failures.set(0);
    boolean newly = !isEjected(now);
    until = now + ejectionNanos;
    ejected = true;
    return newly;
  }

  /** Whether the endpoint is out at that moment. */
  public boolean isEjected(long now) {
    return ejected && now - until < 0;
  }
}
