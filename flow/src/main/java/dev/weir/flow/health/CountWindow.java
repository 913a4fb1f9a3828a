package dev.weir.flow.health;

/**
 * By how much a count that only grows has grown within the last slices of time. Used by one thread.
 */
public final class CountWindow {
  private final long[] slices;
  private int slice;
  private long last;
  private long sum;

  /**
   * An empty window.
   *
   * @param slices how many slices it is long, at least 1
   */
  public CountWindow(int slices) {
    this.slices = new long[slices];
  }

  /** A slice of time is over, and the count stands at this. */
  public void slide(long count) {
    long fresh = count - last;
    last = count;
    sum += fresh - slices[slice];
    slices[slice] = fresh;
    slice = slice + 1 == slices.length ? 0 : slice + 1;
  }

  /** The growth within the window. */
  public long sum() {
    return sum;
  }
}
