package dev.weir.flow.balance;

/**
 * Gives an endpoint that is new, or has come back, a share of its weight that grows with time: its
 * caches are cold and its code is not compiled yet. A tenth at first, all of it at the end of the
 * window, evenly between. Safe from any thread.
 */
public final class SlowStart {
  private static final double LEAST = 0.1;

  private final long windowNanos;
  private volatile long since;

  /**
   * An endpoint that is warm.
   *
   * @param windowNanos how long a start takes; 0: endpoints start at once
   * @param now in nanoseconds of any monotonic clock
   */
  public SlowStart(long windowNanos, long now) {
    this.windowNanos = windowNanos;
    this.since = now - windowNanos;
  }

  /** The endpoint is cold: it starts at this time. */
  public void begin(long now) {
    since = now;
  }

  /** The share of its weight that it has at a time: 1 once it is warm. */
  public double share(long now) {
    long elapsed = now - since;
    if (windowNanos == 0 || elapsed >= windowNanos) {
      return 1;
    }
    return Math.max(LEAST, (double) elapsed / windowNanos);
  }
}
