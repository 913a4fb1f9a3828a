package dev.weir.flow.health;

import java.util.Arrays;

/**
 * Tells an endpoint that is slow against the others of its cluster. The typical time is the median
 * of the others' medians; an answer is slow if it took several times as long, and longer by a
 * floor; an endpoint is out if it gave at least a few answers and most of them were slow. A request
 * that waits for longer than that counts as slow before it is answered, or an endpoint that takes
 * seconds would not be seen within one.
 *
 * <p>A ratio and not a distance in deviations, as in Envoy's success rate: clusters have three
 * nodes more often than thirty, and the deviation of two times says nothing.
 */
public final class LatencyOutlier {
  /** What {@link #slowAfter} returns when there is nothing to compare with. */
  public static final long NOTHING = Long.MAX_VALUE;

  /** What an endpoint's median is while it has given too few answers. */
  public static final long UNKNOWN = -1;

  private final double ratio;
  private final long floor;
  private final int least;

  /**
   * A rule for a cluster.
   *
   * @param ratio how many times as long as typical is slow, above 1
   * @param floorNanos by how much longer than typical is slow, at least
   * @param least how many answers make a judgement
   */
  public LatencyOutlier(double ratio, long floorNanos, int least) {
    this.ratio = ratio;
    this.floor = floorNanos;
    this.least = least;
  }

  /** The endpoint's median, or {@link #UNKNOWN} if it has given too few answers. */
  public long median(TimesWindow window) {
    return window.count() < least ? UNKNOWN : window.median();
  }

  /**
   * The time after which an answer of an endpoint is slow.
   *
   * @param medians of all endpoints, in nanoseconds, or {@link #UNKNOWN}
   * @param endpoint which of them is judged
   */
  public long slowAfter(long[] medians, int endpoint) {
    long[] others = new long[medians.length];
    int known = 0;
    for (int i = 0; i < medians.length; i++) {
      if (i != endpoint && medians[i] != UNKNOWN) {
        others[known++] = medians[i];
      }
    }
    if (known == 0) {
      return NOTHING;
    }
    Arrays.sort(others, 0, known);
    // Of two, the slower one: better to keep an endpoint than to eject it wrongly.
    long typical = others[known / 2];
    return Math.max((long) (typical * ratio), typical + floor);
  }

  /**
   * Whether an endpoint is out.
   *
   * @param slow its slow answers, those that are still awaited included
   * @param quick its other answers
   */
  public boolean isOut(int slow, int quick) {
    return slow >= least && slow > quick;
  }

  /**
   * Whether those that are out are to blame. If more than half of the endpoints that have something
   * to do are slow at once, they have too much of it, or share what slows them; each that is
   * ejected then makes it worse for the rest.
   *
   * @param out endpoints that are out, by {@link #isOut}
   * @param busy endpoints with answers given or awaited, those that are out included
   */
  public static boolean isTheirFault(int out, int busy) {
    return 2 * out <= busy;
  }
}
