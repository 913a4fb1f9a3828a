package dev.weir.flow.concurrency;

import java.util.concurrent.atomic.LongAdder;

/**
 * Estimates how many requests may be under way, for a lane that holds nobody to it. {@link
 * AdaptiveConcurrency} tries and sees, which tells nothing where nobody keeps to a trial; this one
 * only looks. In the manner of BBR (Cardwell and others): as many do good as a cluster gets done in
 * a time, times what a request takes alone; which is the least that requests took of late, calm
 * hours included.
 *
 * <p>So it knows less: where it is never calm, it takes crowded times for the usual ones, and a
 * cluster that gets slower for good is taken for one that is asked too much for some hours.
 */
public final class EstimatedConcurrency implements ConcurrencyLimit {
  /** Times may be so much longer than a request's alone. */
  private static final double TOLERANCE = 1.4;

  /** The part of a new figure that is believed at once. */
  private static final double BELIEF = 0.5;

  /** How fast it is forgotten how fast requests have been. */
  private static final double FORGET_NANOS = 3600e9;

  private static final long SHORTEST_NANOS = 10 * LOOK_NANOS;
  private static final int FEWEST = 25;
  private static final double REFUSED_CUT = 0.9;
  private static final double REFUSED_SHARE = 0.02;

  private final AdaptiveConcurrency.Bounds bounds;
  private final TypicalTimes times = new TypicalTimes();
  private final LongAdder refusals = new LongAdder();
  private volatile int limit;
  private volatile boolean reached;
  private volatile Finding finding = Finding.ROOM;
  private volatile double alone;
  private boolean begun;
  private double exact;
  private long since;
  private long refusedBefore;

  /** Nothing is known yet. */
  public EstimatedConcurrency(AdaptiveConcurrency.Bounds bounds) {
    this.bounds = bounds;
    set(bounds.first());
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public void reached() {
    if (!reached) {
      reached = true;
    }
  }

  @Override
  public void record(long nanos, Outcome outcome) {
    switch (outcome) {
      case SERVED -> times.record(nanos);
      case OVERLOADED -> refusals.increment();
      case IGNORED -> {}
    }
  }

  @Override
  public boolean look(long now) {
    if (!begun) {
      begun = true;
      measure(now);
      return false;
    }
    long passed = now - since;
    times.read();
    long refused = refusals.sum() - refusedBefore;
    if (passed < SHORTEST_NANOS || times.count() + refused < FEWEST) {
      return false;
    }
    int before = limit;
    if (refused > REFUSED_SHARE * (times.count() + refused)) {
      set(Math.min(limit - 1, exact * REFUSED_CUT));
      finding = Finding.MANY_REQUESTS;
    } else {
      judge(passed);
    }
    measure(now);
    return limit != before;
  }

  private void judge(long passed) {
    double typical = times.typical();
    learn(typical, passed);
    boolean crowded = typical > TOLERANCE * alone;
    if (crowded && reached) {
      double knee = TOLERANCE * alone * times.count() / passed;
      set(exact + BELIEF * (knee - exact));
    } else if (reached) {
      set(exact + Math.max(1, Math.sqrt(exact)));
    }
    finding = reached ? Finding.MANY_REQUESTS : crowded ? Finding.SLOW_CLUSTER : Finding.ROOM;
  }

  private void learn(double typical, long passed) {
    double known = alone;
    if (known == 0) {
      alone = typical;
    } else if (typical < known) {
      alone = known + BELIEF * (typical - known);
      // What seemed to do no harm was seen when it was crowded.
      set(exact * alone / known);
    } else {
      alone = Math.min(typical, known * (1 + passed / FORGET_NANOS));
    }
  }

  private void set(double wanted) {
    exact = Math.clamp(wanted, bounds.least(), bounds.most());
    limit = (int) exact;
  }

  private void measure(long now) {
    since = now;
    reached = false;
    times.begin();
    refusedBefore = refusals.sum();
  }

  @Override
  public Finding finding() {
    return finding;
  }

  /** What a request takes where none waits for another, as far as is known, in nanoseconds. */
  public double aloneNanos() {
    return alone;
  }
}
