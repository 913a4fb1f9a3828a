package dev.weir.flow.balance;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A weight that moves with results: a failure takes a part of it, the greater the worse the failure
 * is; a success adds a little; it stays between a floor, so that a success is possible, and a
 * ceiling. 1 is the weight of an endpoint of which nothing is known. What is lost below 1 comes
 * back with time, too: an endpoint that is asked seldom must not pay for long. What is gained above
 * 1 stays until the next failure: an endpoint that has long done well can afford one. Additive
 * increase and multiplicative decrease, as in TCP: with failures at a steady rate the weight
 * settles where both balance.
 *
 * <p>Safe from any thread; lock-free; allocates nothing; a success at the ceiling costs one
 * volatile read.
 */
public final class EndpointWeight {
  /** What a success adds: a hundred of them make up for everything. */
  private static final float SUCCESS = 0.01f;

  private final float floor;
  private final float ceiling;
  private final HalfLife halfLife;
  private final AtomicLong state = new AtomicLong(Stamped.of(1, 0));

  /**
   * Begins at 1.
   *
   * @param floor above 0, at most 1
   * @param ceiling at least 1
   * @param halfLifeNanos in which half of what was lost comes back by itself; above 0
   */
  public EndpointWeight(double floor, double ceiling, long halfLifeNanos) {
    this.floor = (float) floor;
    this.ceiling = (float) ceiling;
    this.halfLife = new HalfLife(halfLifeNanos);
  }

  /** Whether a success would change nothing. */
  public boolean isAtCeiling() {
    return Stamped.value(state.get()) >= ceiling;
  }

  /**
   * A request has succeeded.
   *
   * @param now in nanoseconds of any monotonic clock
   */
  public void success(long now) {
    int tick = Stamped.tick(now);
    long before;
    long after;
    do {
      before = state.get();
      if (Stamped.value(before) >= ceiling) {
        return;
      }
      after = Stamped.of(Math.min(ceiling, at(before, tick) + SUCCESS), tick);
    } while (!state.compareAndSet(before, after));
  }

  /**
   * A request has failed.
   *
   * @param now in nanoseconds of any monotonic clock
   */
  public void failure(Fault fault, long now) {
    int tick = Stamped.tick(now);
    long before;
    long after;
    do {
      before = state.get();
      after = Stamped.of(Math.max(floor, at(before, tick) * fault.keeps()), tick);
    } while (!state.compareAndSet(before, after));
  }

  /** The weight at a time. */
  public double value(long now) {
    return at(state.get(), Stamped.tick(now));
  }

  private float at(long stamped, int tick) {
    float value = Stamped.value(stamped);
    return value >= 1 ? value : 1 - (1 - value) * halfLife.left(Stamped.age(stamped, tick));
  }
}
