package dev.weir.flow.concurrency;

/** Who goes first when not all can; the first is the most important. */
public enum Priority {
  /** What must not fail while anything works. */
  CRITICAL(0),
  HIGH(1),
  NORMAL(2),
  /** What can come later or not at all. */
  LOW(3);

  private final int rank;

  Priority(int rank) {
    this.rank = rank;
  }

  /** From 0 for the most important on, without a gap. */
  public int rank() {
    return rank;
  }

  /** Whether this one goes before another. */
  public boolean isAbove(Priority other) {
    return rank < other.rank;
  }
}
