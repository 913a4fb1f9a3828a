package dev.weir.flow.concurrency;

/**
 * What a request takes where none waits for another: now, and as it has been for minutes. Learned
 * from measurements, most of which are of requests that did wait. For one thread; its figures can
 * be read by any.
 */
final class TimeAlone {
  /** Times may be so much longer than a request's alone. */
  private static final double TOLERANCE = 1.4;

  /** The part of a better time that is believed at once; the rest may be chance. */
  private static final double BELIEF = 0.7;

  private static final long DOUBT_NANOS = 10_000_000_000L;
  private static final long DOUBT_OF_NEWS_NANOS = 1_000_000_000L;

  /** How fast it is forgotten how fast the cluster used to be. */
  private static final double USUAL_NANOS = 120e9;

  /** What is seen first is looked at again so often before it is called usual. */
  private static final int EARLY = 3;

  /** So many times the usual is slow. */
  private static final double SLOW = 1.7;

  private volatile double alone;
  private volatile double usual;
  private long doubtedFrom;
  private int confirmed;

  /** Nothing is known, and everything in doubt. */
  void begin(long now) {
    doubtedFrom = now;
  }

  /**
   * Something was measured: what is faster than believed is believed.
   *
   * @param passed since the last time, in nanoseconds
   */
  void learn(long passed, double typical) {
    double believed = alone;
    if (believed == 0) {
      believed = typical;
    } else if (typical < believed) {
      believed = BELIEF * typical + (1 - BELIEF) * believed;
    }
    alone = believed;
    double known = usual;
    if (known > 0) {
      usual = known + (believed - known) * Math.min(1, passed / USUAL_NANOS);
    }
  }

  /** It has been seen that this is what it takes; if that is news, it is soon in doubt again. */
  void confirm(double seen, long now) {
    boolean early = confirmed < EARLY;
    boolean news = early || seen > most();
    alone = seen;
    doubtedFrom = now + (news ? DOUBT_OF_NEWS_NANOS : DOUBT_NANOS);
    if (early) {
      confirmed++;
      usual = seen;
    }
  }

  /** Whether it was confirmed too long ago to be relied on. */
  boolean isDoubted(long now) {
    return now - doubtedFrom >= 0;
  }

  /** What a request may take without anyone's being suspected of waiting. */
  double most() {
    return TOLERANCE * alone;
  }

  /** Whether it is far more than it has been for minutes. */
  boolean isSlow() {
    double known = usual;
    return known > 0 && alone > SLOW * known;
  }

  /** In nanoseconds; 0 if nothing is known. */
  double nanos() {
    return alone;
  }

  /** As it has been for minutes; 0 if that is not known. */
  double usualNanos() {
    return usual;
  }
}
