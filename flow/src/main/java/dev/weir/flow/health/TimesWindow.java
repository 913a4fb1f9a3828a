package dev.weir.flow.health;

/**
 * How long an endpoint's answers took of late: what {@link AnswerTimes} of several threads have
 * counted within the last slices of time. Used by one thread; allocates nothing once made.
 */
public final class TimesWindow {
  private final int[][] slices;
  private final int[] counted = new int[AnswerTimes.BUCKETS];
  private final int[] sums = new int[AnswerTimes.BUCKETS];
  private final int[] totals = new int[AnswerTimes.BUCKETS];
  private int slice;
  private int count;

  /**
   * An empty window.
   *
   * @param slices how many slices it is long, at least 1
   */
  public TimesWindow(int slices) {
    this.slices = new int[slices][AnswerTimes.BUCKETS];
  }

  /** Adds what one thread has counted; before {@link #slide}. */
  public void add(AnswerTimes times) {
    for (int i = 0; i < totals.length; i++) {
      totals[i] += times.count(i);
    }
  }

  /** A slice of time is over: takes what was added, and forgets the oldest slice. */
  public void slide() {
    int[] current = slices[slice];
    count = 0;
    for (int i = 0; i < current.length; i++) {
      int fresh = totals[i] - counted[i];
      counted[i] = totals[i];
      totals[i] = 0;
      sums[i] += fresh - current[i];
      current[i] = fresh;
      count += sums[i];
    }
    slice = slice + 1 == slices.length ? 0 : slice + 1;
  }

  /** How many answers there are in the window. */
  public int count() {
    return count;
  }

  /** The time that half of the answers took at most, to a fifth, in nanoseconds; 0 if none. */
  public long median() {
    int half = (count + 1) / 2;
    int seen = 0;
    for (int i = 0; i < sums.length; i++) {
      seen += sums[i];
      if (seen >= half && seen > 0) {
        return AnswerTimes.shortest(i);
      }
    }
    return 0;
  }

  /**
   * The time that a share of the answers took at most, in nanoseconds, as if they lay evenly within
   * their bucket; 0 if there are none.
   *
   * @param percent above 0, up to 100
   */
  public long percentile(double percent) {
    double wanted = count * percent / 100;
    int seen = 0;
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] > 0 && seen + sums[i] >= wanted) {
        long shortest = AnswerTimes.shortest(i);
        long longest = AnswerTimes.shortest(i + 1);
        return shortest + (long) ((longest - shortest) * (wanted - seen) / sums[i]);
      }
      seen += sums[i];
    }
    return 0;
  }

  /** How many answers took longer than so many nanoseconds, to the bucket. */
  public int slowerThan(long nanos) {
    int slower = 0;
    for (int i = AnswerTimes.bucket(nanos) + 1; i < sums.length; i++) {
      slower += sums[i];
    }
    return slower;
  }
}
