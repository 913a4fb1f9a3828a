package dev.weir.flow.retry;

/**
 * Keeps extra requests to a share of the traffic, so that retries cannot become the storm that
 * finishes a cluster. Every request pays a part of a token in, every extra request takes a whole
 * one out; beside that, a few tokens come with time, so that a quiet service may retry, too. After
 * Finagle's retry budget. Used by one thread; allocates nothing.
 *
 * <p>Over any stretch of time, the extra requests are at most {@code share × requests + perSecond ×
 * seconds + burst}.
 */
public final class RetryBudget {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Ten times a tenth is a little less than one. */
  private static final double ONE = 1 - 1e-9;

  private final double share;
  private final double perSecond;
  private final double burst;
  private double tokens;
  private long last;
  private long refused;

  /**
   * A budget that begins full.
   *
   * @param share extra requests for each request, 0 to 1
   * @param perSecond extra requests a second that are always possible
   * @param burst most extra requests that are saved up, at least 1
   * @param now in nanoseconds of any monotonic clock
   */
  public RetryBudget(double share, double perSecond, double burst, long now) {
    this.share = share;
    this.perSecond = perSecond;
    this.burst = Math.max(1, burst);
    this.tokens = this.burst;
    this.last = now;
  }

  /** A request has come from a client. */
  public void onRequest() {
    tokens = Math.min(burst, tokens + share);
  }

  /**
   * Asks for an extra request, and takes it if there is one.
   *
   * @param now in nanoseconds; a time before the last one counts as that
   */
  public boolean tryTake(long now) {
    long passed = now - last;
    if (passed > 0) {
      last = now;
      tokens = Math.min(burst, tokens + passed * perSecond / NANOS_PER_SECOND);
    }
    if (tokens < ONE) {
      refused++;
      return false;
    }
    tokens = Math.max(0, tokens - 1);
    return true;
  }

  /** Gives an extra request back that was not made. */
  public void giveBack() {
    tokens = Math.min(burst, tokens + 1);
  }

  /** Extra requests that may be made now. */
  public double left() {
    return tokens;
  }

  /** Extra requests that were asked for and not to be had. */
  public long refused() {
    return refused;
  }
}
