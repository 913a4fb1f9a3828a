package dev.weir.gateway.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one line in so much time through, so that what goes wrong with every request is said, and
 * does not fill the disk. Safe from any thread; lock-free.
 */
public final class LogThrottle {
  private final long intervalNanos;
  private final AtomicLong next;

  /** A throttle whose first line passes. */
  public LogThrottle(Duration interval, long now) {
    this.intervalNanos = interval.toNanos();
    this.next = new AtomicLong(now);
  }

  /**
   * Whether a line may be written.
   *
   * @param now of {@link System#nanoTime}
   */
  public boolean passes(long now) {
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + intervalNanos);
  }
}
