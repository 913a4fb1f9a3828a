package dev.weir.flow.concurrency;

/** A number that someone has chosen; it can be changed at any time. */
public final class FixedConcurrency implements ConcurrencyLimit {
  private volatile int limit;
  private volatile boolean reached;
  private volatile boolean tight;

  /**
   * A limit.
   *
   * @param limit at least 1
   */
  public FixedConcurrency(int limit) {
    change(limit);
  }

  /** Sets another one, from any thread. */
  public void change(int newLimit) {
    if (newLimit < 1) {
      throw new IllegalArgumentException("limit " + newLimit);
    }
    limit = newLimit;
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
  public void record(long nanos, Outcome outcome) {}

  @Override
  public boolean look(long now) {
    tight = reached;
    reached = false;
    return false;
  }

  /** Never that the cluster is slow: it does not know. */
  @Override
  public Finding finding() {
    return tight ? Finding.MANY_REQUESTS : Finding.ROOM;
  }
}
