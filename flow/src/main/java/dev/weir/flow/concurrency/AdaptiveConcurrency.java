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
 * cut stays, for a part if it was enough. If they do not, the cluster is slow whatever is asked:
 * the cut is taken back, and what was seen is what a request takes from now on. Every few seconds
 * there is a trial without need, so that a wrong belief does not last; and at the beginning one
 * after the other, until one changes nothing.
 *
 * <p>How long is measured depends on how sure a verdict is: a tenth of a second where it is clear,
 * a second at most.
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
    MEASURING,
    /** The same, with fewer requests than there could be. */
    TRYING
  }

  private static final double CUT = 0.7;

  /** A cut where requests take many times what they would alone, as at the first of a flood. */
  private static final double DEEPEST_CUT = 0.3;

  /** What is given back, as a part of the limit before, after a cut that was enough, and more. */
  private static final double GIVEN_BACK = 0.2;

  /** Close to what was too much before. */
  private static final double CLOSE = 0.9;

  private static final double REFUSED_CUT = 0.9;
  private static final double REFUSED_SHARE = 0.02;
  private static final int FEWEST = 25;
  private static final long SHORTEST_NANOS = LOOK_NANOS;
  private static final long LONGEST_NANOS = 10 * LOOK_NANOS;

  /** A mean with so small an error is sure enough for anything. */
  private static final double SURE = 0.05;

  private final Bounds bounds;
  private final TypicalTimes times = new TypicalTimes();
  private final TimeAlone alone = new TimeAlone();
  private final LongAdder refusals = new LongAdder();
  private volatile int limit;
  private volatile boolean reached;
  private volatile Finding finding = Finding.ROOM;
  private Phase phase = Phase.MEASURING;
  private Phase next = Phase.MEASURING;
  private double exact;
  private double tooMuch = Double.MAX_VALUE;
  private long phaseSince;
  private long settleNanos;
  private long refusedBefore;
  private int limitBefore;
  private double typicalBefore;
  private boolean begun;
  private boolean warm;

  /** Nothing is known yet. */
  public AdaptiveConcurrency(Bounds bounds) {
    this.bounds = bounds;
    set(bounds.first());
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
      alone.begin(now);
      measure(Phase.MEASURING, now);
      return false;
    }
    int before = limit;
    long passed = now - phaseSince;
    if (phase == Phase.SETTLING) {
      if (passed >= settleNanos) {
        measure(next, now);
      }
      return false;
    }
    times.read();
    long refused = refusals.sum() - refusedBefore;
    if (passed < SHORTEST_NANOS || times.count() + refused < FEWEST) {
      return false;
    }
    if (!warm) {
      // Only the shortest of those that began at once are over by now.
      warm = true;
      settle(Phase.MEASURING, now);
    } else if (refused > REFUSED_SHARE * (times.count() + refused)) {
      set(Math.min(limit - 1, exact * REFUSED_CUT));
      finding = Finding.MANY_REQUESTS;
      settle(Phase.MEASURING, now);
    } else if (isSure() || passed >= LONGEST_NANOS) {
      judge(now, passed);
    }
    return limit != before;
  }

  /** Whether more measuring would hardly change what follows. */
  private boolean isSure() {
    double bound =
        phase == Phase.TRYING ? typicalBefore * halfOfTheCut() : Math.max(1, alone.most());
    double apart = Math.abs(Math.log(times.typical() / bound));
    return times.error() < SURE || apart > 2 * times.error();
  }

  private void judge(long now, long passed) {
    double typical = times.typical();
    boolean tight = reached;
    alone.learn(passed, typical);
    if (phase == Phase.TRYING) {
      endTrial(now, typical, tight);
    } else if (!tight) {
      measure(Phase.MEASURING, now);
    } else if (typical > alone.most() || alone.isDoubted(now)) {
      beginTrial(now, typical);
    } else {
      grow();
      measure(Phase.MEASURING, now);
    }
    finding = alone.isSlow() ? Finding.SLOW_CLUSTER : tight ? Finding.MANY_REQUESTS : Finding.ROOM;
  }

  /** Fast up to where it was too much before, then carefully, then fast again. */
  private void grow() {
    double root = Math.sqrt(exact);
    boolean careful = exact > CLOSE * tooMuch && exact < tooMuch / CLOSE;
    set(exact + (careful ? root / 4 : Math.max(1, root)));
  }

  private void beginTrial(long now, double typical) {
    double cut = Math.clamp(alone.most() / typical, DEEPEST_CUT, CUT);
    int fewer = Math.max(bounds.least(), (int) (limit * cut));
    if (fewer == limit) {
      // There is nothing to try with, so the best that is seen is what there is.
      alone.confirm(typical, now);
      measure(Phase.MEASURING, now);
      return;
    }
    limitBefore = limit;
    typicalBefore = typical;
    set(fewer);
    settle(Phase.TRYING, now);
  }

  /** Above this part of the times before, they have not fallen with the number. */
  private double halfOfTheCut() {
    return (1 + (double) limit / limitBefore) / 2;
  }

  private void endTrial(long now, double typical, boolean tight) {
    boolean waited = typical < typicalBefore * halfOfTheCut();
    if (!tight) {
      set(limitBefore);
    } else if (!waited) {
      set(limitBefore);
      alone.confirm(Math.min(typical, typicalBefore), now);
    } else {
      tooMuch = limitBefore;
      boolean enough = typical <= alone.most() && !alone.isDoubted(now);
      set(enough ? limit + GIVEN_BACK * limitBefore : limit);
    }
    settle(Phase.MEASURING, now);
  }

  private void set(double wanted) {
    exact = Math.clamp(wanted, bounds.least(), bounds.most());
    limit = (int) exact;
  }

  private void measure(Phase kind, long now) {
    phase = kind;
    phaseSince = now;
    reached = false;
    times.begin();
    refusedBefore = refusals.sum();
  }

  private void settle(Phase then, long now) {
    phase = Phase.SETTLING;
    next = then;
    phaseSince = now;
    settleNanos = (long) (2 * times.typical());
  }

  // What is shown.

  @Override
  public Finding finding() {
    return finding;
  }

  /** What a request takes where none waits for another, as far as is known, in nanoseconds. */
  public double aloneNanos() {
    return alone.nanos();
  }

  /** The same, as it has been for minutes; 0 if it is not known yet. */
  public double usualNanos() {
    return alone.usualNanos();
  }
}
