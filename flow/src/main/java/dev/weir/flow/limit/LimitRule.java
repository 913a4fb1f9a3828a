package dev.weir.flow.limit;

/** What a {@link Limit} holds to. Times are in nanoseconds. */
public sealed interface LimitRule {
  /** The most permits of any rule. */
  long MOST_PERMITS = 1_000_000_000;

  /** The longest time of any rule: a hundred days. */
  long MOST_NANOS = 100L * 24 * 3600 * 1_000_000_000;

  /** The shortest window: shorter ones measure the scheduler. */
  long LEAST_WINDOW_NANOS = 10_000_000;

  /** The most permits that can be in use at once. */
  long bound();

  /**
   * Permits come at an even rate, and are saved up to a burst. Over any stretch of time, at most
   * {@code burst + permits × time / nanos} pass.
   *
   * @param permits that come, within
   * @param nanos so long; each permit takes a 64th of a nanosecond or more
   * @param burst most permits that are saved up, at least 1
   * @param debt most permits that can be {@linkplain Limit#charge charged} beyond those that are
   *     there
   */
  record TokenBucket(long permits, long nanos, long burst, long debt) implements LimitRule {
    public TokenBucket {
      checkRate(permits, nanos);
      check(burst >= 1 && burst <= MOST_PERMITS, "burst", burst);
      check((double) burst * nanos / permits <= MOST_NANOS, "burst", burst);
      check(debt >= 0 && debt <= MOST_PERMITS, "debt", debt);
      check(((double) burst + debt) * nanos / permits <= MOST_NANOS, "debt", debt);
    }

    /** Without debts. */
    public TokenBucket(long permits, long nanos, long burst) {
      this(permits, nanos, burst, 0);
    }

    @Override
    public long bound() {
      return burst;
    }
  }

  /**
   * Requests leave one after the other, at an even rate, whatever their arrival: nothing is saved
   * up, so that over any stretch of time at most {@code 1 + permits × time / nanos} leave. Some may
   * wait for their turn.
   *
   * @param permits that leave, within
   * @param nanos so long; also the most that one request may ask for
   * @param longestWaitNanos how long a request may have to wait for its turn; 0: none waits
   */
  record LeakyBucket(long permits, long nanos, long longestWaitNanos) implements LimitRule {
    public LeakyBucket {
      checkRate(permits, nanos);
      check(
          longestWaitNanos >= 0 && longestWaitNanos <= MOST_NANOS,
          "longest wait",
          longestWaitNanos);
    }

    /** As many as there can be when the last one has to wait as long as it may. */
    @Override
    public long bound() {
      return permits + (long) Math.ceil((double) longestWaitNanos * permits / nanos);
    }
  }

  /**
   * Windows of time, one after the other, each with so many permits. Simple to tell a user, but
   * twice as many may pass around the moment at which one window gives way to the next.
   *
   * @param permits for each window
   * @param nanos how long a window is, at least {@link #LEAST_WINDOW_NANOS}
   */
  record FixedWindow(long permits, long nanos) implements LimitRule {
    public FixedWindow {
      checkWindow(permits, nanos);
    }

    @Override
    public long bound() {
      return permits;
    }
  }

  /**
   * No more than so many permits within any window of that length, wherever it begins. The window
   * moves in steps of a 32nd, so that a permit counts for up to that much longer than the window.
   *
   * @param permits within any window
   * @param nanos how long a window is, at least {@link #LEAST_WINDOW_NANOS}
   */
  record SlidingWindow(long permits, long nanos) implements LimitRule {
    public SlidingWindow {
      checkWindow(permits, nanos);
    }

    @Override
    public long bound() {
      return permits;
    }
  }

  private static void checkRate(long permits, long nanos) {
    check(permits >= 1 && permits <= MOST_PERMITS, "permits", permits);
    check(nanos >= 1 && nanos <= MOST_NANOS, "nanos", nanos);
    check(permits / 64 <= nanos, "permits", permits);
  }

  private static void checkWindow(long permits, long nanos) {
    check(permits >= 1 && permits <= MOST_PERMITS, "permits", permits);
    check(nanos >= LEAST_WINDOW_NANOS && nanos <= MOST_NANOS, "nanos", nanos);
  }

  private static void check(boolean holds, String what, long value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " " + value);
    }
  }
}
