package dev.weir.flow.lease;

/**
 * How many gateways share a budget, from how many the shared store has heard of. More count at
 * once; fewer only after they have been fewer for a time, so that a store that has forgotten all
 * does not make one gateway the whole fleet. For one thread; {@link #count} is for any.
 */
public final class FleetSize {
  private final long memoryNanos;
  private volatile int count = 1;
  private boolean fewer;
  private int mostOfFewer;
  private long fewerSince;

  /**
   * One, until others are heard of.
   *
   * @param memoryNanos for so long they must have been fewer
   */
  public FleetSize(long memoryNanos) {
    this.memoryNanos = memoryNanos;
  }

  /**
   * The store has heard of so many.
   *
   * @return whether another number counts now
   */
  public boolean heard(int gateways, long now) {
    int before = count;
    if (gateways >= before) {
      fewer = false;
      count = gateways;
    } else if (!fewer) {
      fewer = true;
      fewerSince = now;
      mostOfFewer = gateways;
    } else {
      mostOfFewer = Math.max(mostOfFewer, gateways);
      if (now - fewerSince >= memoryNanos) {
        fewer = false;
        count = Math.max(1, mostOfFewer);
      }
    }
    return count != before;
  }

  public int count() {
    return count;
  }
}
