package dev.weir.flow.concurrency;

import java.util.concurrent.atomic.LongAdder;

/**
 * Finds how many requests may be under way: as many as a cluster works on without most of them
 * waiting inside it, the knee. Fewer would leave it idle; with more, each takes longer and not one
 * more gets done.
 *
 * <p>In the manner of the gradient limits of Netflix's concurrency-limits: while requests take
 * hardly longer than they would alone, and the limit is what holds them up, it grows by its root;
 * when they take longer than that, it shrinks. What a request takes alone is not known, and
 * changes: a cluster may have become slower, for which fewer requests would be the wrong cure. So
 * each cut is a trial. If times fall with the number, requests had been waiting for each other: the
 * cut stays. If they do not, the cluster is slow whatever is asked: the cut is taken back, and what
 * was seen is what a request takes from now on. Now and then there is a trial without need, so that
 * a wrong belief does not last.
 */
public final class AdaptiveConcurrency implements ConcurrencyLimit {
  /** What the search is bounded by. */
  public record Bounds(int first, int least, int most) {
    /**
     * Checks them.
     *
     * @param first before anything is known
     * @param least at least 1
     * @param most at most
     */
    public Bounds {
      if (least < 1 || first < least || most < first) {
        throw new IllegalArgumentException("first " + first + ", " + least + " to " + most);
      }
    }

    /** 20 at first, 2 to 1000. */
    public static Bounds defaults() {
      return new Bounds(20, 2, 1000);
    }
  }

  private enum Phase {
    /** Nothing counts until what had begun before a change is over. */
    SETTLING,
    MEASURING
  }

  private enum Trial {
    NONE,
    /** Requests take longer than they should. */
    CUT,
    /** Only to learn what they take. */
    PROBE
  }

  /** Times may be so much longer than a request's alone. */
  private static final double TOLERANCE = 1.3;

  private static final double CUT = 0.7;
  private static final double REFUSED_CUT = 0.9;
  private static final double REFUSED_SHARE = 0.02;
  private static final double BELIEF = 0.7;
  private static final int FEWEST = 25;
  private static final long WINDOW_NANOS = LOOK_NANOS;
  private static final long PROBE_NANOS = 10_000_000_000L;

  /** How fast it is forgotten how fast the cluster used to be. */
  private static final double USUAL_NANOS = 120e9;

  /** So many times the usual is slow. */
  private static final double SLOW = 1.7;

  private final Bounds bounds;
  private final TypicalTimes times = new TypicalTimes();
  private final LongAdder refusals = new LongAdder();
  private volatile int limit;
  private volatile boolean reached;
  private volatile Finding finding = Finding.ROOM;
  private volatile double alone;
  private volatile double usual;
  private Phase phase = Phase.MEASURING;
  private Trial trial = Trial.NONE;
  private long phaseSince;
  private long settleNanos;
  private long refusedBefore;
  private long lastTrial;
  private int limitBefore;
  private double typicalBefore;
  private boolean begun;

  /** Nothing is known yet. */
  public AdaptiveConcurrency(Bounds bounds) {
    this.bounds = bounds;
    this.limit = bounds.first();
  }

  // For every request.

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

  // By its owner.

  @Override
  public boolean look(long now) {
    if (!begun) {
      begun = true;
      lastTrial = now;
      measure(now);
      return false;
    }
    return switch (phase) {
      case SETTLING -> {
        if (now - phaseSince >= settleNanos) {
          measure(now);
        }
        yield false;
      }
      case MEASURING -> lookMeasuring(now);
    };
  }

  private boolean lookMeasuring(long now) {
    times.read();
    long refused = refusals.sum() - refusedBefore;
    if (now - phaseSince < WINDOW_NANOS || times.count() + refused < FEWEST) {
      return false;
    }
    boolean tight = reached;
    int before = limit;
    if (refused > REFUSED_SHARE * (times.count() + refused)) {
      trial = Trial.NONE;
      set(Math.min(limit - 1, (int) (limit * REFUSED_CUT)));
      finding = Finding.MANY_REQUESTS;
      settle(now, times.typical());
    } else {
      judge(now, times.typical(), tight);
    }
    return limit != before;
  }

  private void judge(long now, double typical, boolean tight) {
    learn(now - phaseSince, typical);
    if (trial != Trial.NONE) {
      endTrial(now, typical, tight);
    } else if (!tight) {
      finding = isSlow() ? Finding.SLOW_CLUSTER : Finding.ROOM;
      measure(now);
    } else if (typical > TOLERANCE * alone) {
      beginTrial(Trial.CUT, now, typical);
    } else if (now - lastTrial > PROBE_NANOS) {
      beginTrial(Trial.PROBE, now, typical);
    } else {
      finding = isSlow() ? Finding.SLOW_CLUSTER : Finding.MANY_REQUESTS;
      set(limit + Math.max(1, (int) Math.sqrt(limit)));
      measure(now);
    }
  }

  /** What is faster than believed is believed at once, but for a part that may be chance. */
  private void learn(long passed, double typical) {
    double believed = alone;
    if (believed == 0) {
      alone = typical;
      usual = typical;
      return;
    }
    if (typical < believed) {
      believed = BELIEF * typical + (1 - BELIEF) * believed;
      alone = believed;
    }
    double known = usual;
    usual = known + (believed - known) * Math.min(1, passed / USUAL_NANOS);
  }

  private void beginTrial(Trial kind, long now, double typical) {
    lastTrial = now;
    int fewer = Math.max(bounds.least(), (int) (limit * CUT));
    if (fewer == limit) {
      // There is nothing to try with, so the best that is seen is what there is.
      alone = typical;
      measure(now);
      return;
    }
    trial = kind;
    limitBefore = limit;
    typicalBefore = typical;
    set(fewer);
    settle(now, typical);
  }

  private void endTrial(long now, double typical, boolean tight) {
    Trial ended = trial;
    trial = Trial.NONE;
    double cut = (double) limit / limitBefore;
    boolean waited = typical < typicalBefore * (1 + cut) / 2;
    if (tight && !waited) {
      alone = Math.min(typical, typicalBefore);
    }
    if (!tight || !waited || ended == Trial.PROBE) {
      set(limitBefore);
    }
    finding = isSlow() ? Finding.SLOW_CLUSTER : tight ? Finding.MANY_REQUESTS : Finding.ROOM;
    settle(now, typical);
  }

  private boolean isSlow() {
    return alone > SLOW * usual;
  }

  private void set(int wanted) {
    limit = Math.clamp(wanted, bounds.least(), bounds.most());
  }

  private void measure(long now) {
    phase = Phase.MEASURING;
    phaseSince = now;
    reached = false;
    times.begin();
    refusedBefore = refusals.sum();
  }

  private void settle(long now, double typical) {
    phase = Phase.SETTLING;
    phaseSince = now;
    settleNanos = (long) (2 * typical);
  }

  // What is shown.

  @Override
  public Finding finding() {
    return finding;
  }

  /** What a request takes where none waits for another, as far as is known, in nanoseconds. */
  public double aloneNanos() {
    return alone;
  }

  /** The same, as it has been for minutes. */
  public double usualNanos() {
    return usual;
  }
}
