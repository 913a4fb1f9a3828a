package dev.weir.flow.concurrency;

/**
 * How many requests may be under way at once. Everything but {@link #look} is for every request:
 * safe from any thread, lock-free, without allocation.
 */
public sealed interface ConcurrencyLimit
    permits FixedConcurrency, AdaptiveConcurrency, EstimatedConcurrency {
  /** How often {@link #look} is to be called. */
  long LOOK_NANOS = 100_000_000;

  /** What the limit has found. */
  enum Finding {
    /** Less is asked than may be under way. */
    ROOM,
    /** More is asked than can be done, and it is done as fast as ever. */
    MANY_REQUESTS,
    /** It is done more slowly than usual, however little is under way. */
    SLOW_CLUSTER
  }

  /** The number; at least 1. */
  int limit();

  /** All that may be under way is, or someone had to be refused. */
  void reached();

  /** A request that was under way is over, after so many nanoseconds. */
  void record(long nanos, Outcome outcome);

  /**
   * Looks at what the requests came to; from one thread.
   *
   * @param now in nanoseconds of any monotonic clock
   * @return whether the limit has changed
   */
  boolean look(long now);

  /** What is the matter, if anything: is it the clients or the cluster. */
  Finding finding();
}
