package dev.weir.flow.recovery;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives what was out its requests back in steps: a tenth of them, two tenths, up to all. A step is
 * held for a while, and until it has proved itself by answers; where there is so little traffic
 * that it cannot, for ten times as long. A failure begins the step anew.
 *
 * <p>{@link #share}, {@link #succeeded} and {@link #failed} are safe from any thread, and cost one
 * volatile read once all is back; so is {@link #begin}. {@link #look} is called by one thread.
 */
public final class Steps {
  /** All requests, in percent. */
  public static final int ALL = 100;

  private static final int STEP = 10;
  private static final int PATIENCE = 10;

  private final long holdNanos;
  private final int proofs;
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger share = new AtomicInteger(ALL);
  private volatile long since;

  /**
   * Nothing was out so far.
   *
   * @param holdNanos how long a step is held at least
   * @param proofs answers that prove a step
   */
  public Steps(long holdNanos, int proofs) {
    this.holdNanos = holdNanos;
    this.proofs = proofs;
  }

  /** The share of requests that may go there, in percent, 10 to 100. */
  public int share() {
    return share.get();
  }

  /** Whether a request may go there: of any hundred tickets in a row, as many as the share says. */
  public boolean admits(long ticket) {
    int current = share.get();
    return current == ALL || isWithin(current, ticket);
  }

  /** Whether a ticket is among so many of a hundred, spread evenly over any run of tickets. */
  public static boolean isWithin(int percent, long ticket) {
    // 61 has no factor in common with 100, so every hundred tickets in a row are each number once.
    return Math.floorMod(Math.floorMod(ticket, 100) * 61, 100) < percent;
  }

  /** A request has been answered. */
  public void succeeded() {
    if (share.get() != ALL) {
      answers.incrementAndGet();
    }
  }

  /** A request has failed. */
  public void failed() {
    if (share.get() != ALL) {
      failures.incrementAndGet();
    }
  }

  /** It is out, or has just come back: the first step is next, or begins. */
  public void begin(long now) {
    restart(now);
    share.set(STEP);
  }

  private void restart(long now) {
    answers.set(0);
    failures.set(0);
    since = now;
  }

  /**
   * Looks whether the step has proved itself.
   *
   * @param now in nanoseconds of any monotonic clock
   * @return whether the share has grown
   */
  public boolean look(long now) {
    int current = share.get();
    if (current == ALL) {
      return false;
    }
    if (failures.get() > 0) {
      restart(now);
      return false;
    }
    long held = now - since;
    if (held < holdNanos || (answers.get() < proofs && held < PATIENCE * holdNanos)) {
      return false;
    }
    restart(now);
    // Another thread may have begun anew meanwhile: then that stands.
    return share.compareAndSet(current, current + STEP);
  }
}
