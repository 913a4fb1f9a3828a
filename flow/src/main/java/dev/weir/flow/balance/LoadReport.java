package dev.weir.flow.balance;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How busy an endpoint has last said it is. A report loses half of what it says in every half-life,
 * so that an endpoint that was avoided for being busy is tried again. Safe from any thread;
 * lock-free; allocates nothing.
 */
public final class LoadReport {
  /** Nothing was heard of the endpoint yet. */
  public static final double UNKNOWN = -1;

  /** What an endpoint is taken to be that answers and says nothing: half busy. */
  public static final double UNSAID = 0.5;

  /** What is reported above this is taken for it. */
  public static final double MOST = 1000;

  private final HalfLife halfLife;
  private final AtomicLong state = new AtomicLong(Stamped.of((float) UNKNOWN, 0));

  /**
   * Knows nothing yet.
   *
   * @param halfLifeNanos in which a report loses half of what it says; above 0
   */
  public LoadReport(long halfLifeNanos) {
    this.halfLife = new HalfLife(halfLifeNanos);
  }

  /**
   * An answer has come.
   *
   * @param load what it reports: 0 idle, 1 as busy as it should be; {@link #UNKNOWN} if it reports
   *     nothing
   * @param now in nanoseconds of any monotonic clock
   */
  public void report(double load, long now) {
    double said = load >= 0 ? Math.min(load, MOST) : UNSAID;
    state.set(Stamped.of((float) said, Stamped.tick(now)));
  }

  /** How busy the endpoint is taken to be; {@link #UNKNOWN} before the first answer. */
  public double load(long now) {
    long current = state.get();
    float said = Stamped.value(current);
    return said < 0 ? UNKNOWN : said * halfLife.left(Stamped.age(current, Stamped.tick(now)));
  }
}
