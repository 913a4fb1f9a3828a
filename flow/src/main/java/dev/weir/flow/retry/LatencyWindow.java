package dev.weir.flow.retry;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * A quantile of the latest response times: of the window before this one, so that it holds still
 * while it is used. Used by one thread; recording allocates nothing.
 */
public final class LatencyWindow {
  private static final long MOST_MICROS = Duration.ofMinutes(1).toNanos() / 1000;
  private static final int DIGITS = 2;

  /** Fewer than this many say nothing of a 95th percentile. */
  private static final int FEWEST = 20;

  private final double percentile;
  private final long windowNanos;
  private final Histogram current = new Histogram(MOST_MICROS, DIGITS);
  private long windowEnd;
  private long quantileNanos = -1;

  /**
   * A window in which nothing is known yet.
   *
   * @param percentile 0 to 100
   * @param window how long times are gathered before they count
   * @param now in nanoseconds of any monotonic clock
   */
  public LatencyWindow(double percentile, Duration window, long now) {
    this.percentile = percentile;
    this.windowNanos = window.toNanos();
    this.windowEnd = now + windowNanos;
  }

  /** A response took so long. */
  public void record(long nanos, long now) {
    turn(now);
    current.recordValue(Math.clamp(nanos / 1000, 0, MOST_MICROS));
  }

  /** The quantile in nanoseconds; -1 while too little is known. */
  public long quantile(long now) {
    turn(now);
    return quantileNanos;
  }

  private void turn(long now) {
    if (now - windowEnd < 0) {
      return;
    }
    windowEnd = now + windowNanos;
    // A quiet window leaves the last figure standing: it is old, but it is one.
    if (current.getTotalCount() >= FEWEST) {
      quantileNanos = current.getValueAtPercentile(percentile) * 1000;
    }
    current.reset();
  }
}
