package dev.weir.flow.balance;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The response time to be expected of an endpoint: an average in which recent answers count more,
 * but which a slower answer lifts at once, so that one long wait is enough to be careful (the
 * "peak" of Finagle's peak-EWMA). Without answers it falls, so that what was slow is tried again.
 * Safe from any thread; lock-free; allocates nothing.
 */
public final class LatencyEstimate {
  private final HalfLife halfLife;
  private final AtomicLong state = new AtomicLong();

  /**
   * Knows nothing yet.
   *
   * @param halfLifeNanos after which an answer counts half; above 0
   */
  public LatencyEstimate(long halfLifeNanos) {
    this.halfLife = new HalfLife(halfLifeNanos);
  }

  /**
   * An answer has come, or was given up.
   *
   * @param latencyNanos how long it took
   * @param now in nanoseconds of any monotonic clock
   */
  public void record(long latencyNanos, long now) {
    int tick = Stamped.tick(now);
    long before;
    long after;
    do {
      before = state.get();
      after = Stamped.of(next(before, (float) Math.max(1, latencyNanos), tick), tick);
    } while (before != after && !state.compareAndSet(before, after));
  }

  /**
   * An answer that was not waited for to the end would have taken this long at least.
   *
   * @param latencyNanos how long it was waited for
   * @param now in nanoseconds of any monotonic clock
   */
  public void atLeast(long latencyNanos, long now) {
    if (latencyNanos > nanos(now)) {
      record(latencyNanos, now);
    }
  }

  private float next(long before, float latency, int tick) {
    float value = Stamped.value(before);
    float left = halfLife.left(Stamped.age(before, tick));
    return latency >= value * left ? latency : latency + (value - latency) * left;
  }

  /** In nanoseconds; 0 if nothing is known. */
  public double nanos(long now) {
    long current = state.get();
    return Stamped.value(current) * halfLife.left(Stamped.age(current, Stamped.tick(now)));
  }
}
