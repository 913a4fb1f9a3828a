package dev.weir.flow.breaker;

import dev.weir.flow.health.CountWindow;
import dev.weir.flow.recovery.Steps;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking what has been failing, or slow, for a while. It opens when the share of failed or of
 * slow calls of the last second has stayed over its bound for as long as the {@link BreakerRule}
 * says, or at once when what it depends on is away. After its time it lets calls through in steps
 * of a tenth; each step is held until it has proved itself, and a bad one opens it again.
 *
 * <p>{@link #admits} and {@link #record} are for every call: safe from any thread, lock-free,
 * without allocation. Whoever owns the breaker calls {@link #look} ten times a second from one
 * thread; only that changes the state, so that the calls need not agree on anything.
 *
 * <p>Not Resilience4j's: its windows slide by calls or by seconds and open it at the first look
 * over the bound, so a short burst opens it; its half-open state admits a fixed number of calls
 * instead of a growing share; and each of its records costs several times as much (see {@code
 * HealthBench}).
 */
public final class Breaker {
  /** How often {@link #look} is to be called. */
  public static final long LOOK_NANOS = 100_000_000;

  /** What the breaker does. */
  public enum State {
    /** Every call passes. */
    CLOSED,
    /** No call passes. */
    OPEN,
    /** A growing share of the calls passes. */
    RECOVERING
  }

  private static final int SLICES = 10;
  private static final int STEP = 10;
  private static final int PATIENCE = 10;

  private final BreakerRule rule;
  private final LongAdder calls = new LongAdder();
  private final LongAdder slow = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final CountWindow recentCalls = new CountWindow(SLICES);
  private final CountWindow recentSlow = new CountWindow(SLICES);
  private final CountWindow recentFailed = new CountWindow(SLICES);
  private volatile int share = Steps.ALL;
  private volatile State state = State.CLOSED;
  private volatile String cause = "";
  private volatile @Nullable String absent;
  private volatile long recoveringSince;
  private boolean bad;
  private long badSince;
  private long openUntil;
  private long openNanos;
  private long stepSince;
  private long stepCalls;
  private long stepSlow;
  private long stepFailed;

  public Breaker(BreakerRule rule) {
    this.rule = rule;
    this.openNanos = rule.openNanos();
  }

  // For every call.

  /**
   * Whether a call may pass.
   *
   * @param ticket a number that grows by one with each call, for each thread its own
   */
  public boolean admits(long ticket) {
    int current = share;
    return current == Steps.ALL || Steps.isWithin(current, ticket);
  }

  /**
   * A call that passed is over. While the breaker recovers, calls that were begun before that do
   * not count: they say how it was.
   *
   * @param now in nanoseconds, of the clock of {@link #look}
   * @param nanos how long it took
   * @param hasFailed whether it failed, for a reason that is not the caller's
   */
  public void record(long now, long nanos, boolean hasFailed) {
    if (state == State.RECOVERING && now - nanos - recoveringSince < 0) {
      return;
    }
    calls.increment();
    if (hasFailed) {
      failed.increment();
    } else if (nanos > rule.slowNanos()) {
      slow.increment();
    }
  }

  // By its owner.

  /** What it depends on is away, for a reason, or is there again: null. From any thread. */
  public void absent(@Nullable String why) {
    absent = why;
  }

  /**
   * Looks at what the calls came to.
   *
   * @param now in nanoseconds of any monotonic clock
   * @return whether state or share have changed
   */
  public boolean look(long now) {
    recentCalls.slide(calls.sum());
    recentSlow.slide(slow.sum());
    recentFailed.slide(failed.sum());
    String away = absent;
    if (away != null) {
      return isAway(now, away);
    }
    return switch (state) {
      case CLOSED -> lookClosed(now);
      case OPEN -> lookOpen(now);
      case RECOVERING -> lookRecovering(now);
    };
  }

  private boolean isAway(long now, String why) {
    openUntil = now + openNanos;
    if (state == State.OPEN) {
      return false;
    }
    open(now, why);
    return true;
  }

  private boolean lookClosed(long now) {
    String why =
        recentCalls.sum() < rule.minimumCalls()
            ? null
            : verdict(recentCalls.sum(), recentFailed.sum(), recentSlow.sum());
    if (why == null) {
      bad = false;
      return false;
    }
    if (!bad) {
      bad = true;
      badSince = now;
    }
    if (now - badSince < rule.lastingNanos()) {
      return false;
    }
    openNanos = rule.openNanos();
    open(now, why + ", for " + rule.lastingNanos() / 1_000_000 + " ms");
    return true;
  }

  private boolean lookOpen(long now) {
    if (now - openUntil < 0) {
      return false;
    }
    recoveringSince = now;
    state = State.RECOVERING;
    cause = "its time was over";
    step(now, STEP);
    return true;
  }

  private boolean lookRecovering(long now) {
    long inStep = calls.sum() - stepCalls;
    boolean enough = inStep >= rule.proofs();
    String why = enough ? verdict(inStep, failed.sum() - stepFailed, slow.sum() - stepSlow) : null;
    if (why != null) {
      openNanos = Math.min(rule.longestOpenNanos(), 2 * openNanos);
      open(now, why + ", at " + share + " % of the calls");
      return true;
    }
    long held = now - stepSince;
    if (held < rule.stepNanos() || (!enough && held < PATIENCE * rule.stepNanos())) {
      return false;
    }
    int next = share + STEP;
    if (next >= Steps.ALL) {
      state = State.CLOSED;
      cause = "every step has proved itself";
      bad = false;
      next = Steps.ALL;
    }
    step(now, next);
    return true;
  }

  private void step(long now, int percent) {
    stepSince = now;
    stepCalls = calls.sum();
    stepSlow = slow.sum();
    stepFailed = failed.sum();
    share = percent;
  }

  private void open(long now, String why) {
    openUntil = now + openNanos;
    cause = why;
    state = State.OPEN;
    share = 0;
    bad = false;
  }

  /** Why so many calls are bad; null if they are not. */
  private @Nullable String verdict(long all, long failures, long slows) {
    if (failures * 100 >= all * rule.failurePercent()) {
      return failures + " of " + all + " calls failed";
    }
    if ((failures + slows) * 100 >= all * rule.slowPercent()) {
      return (failures + slows)
          + " of "
          + all
          + " calls failed or took longer than "
          + rule.slowNanos() / 1_000_000
          + " ms";
    }
    return null;
  }

  // What is shown.

  public State state() {
    return state;
  }

  /** Percent of the calls that pass. */
  public int share() {
    return share;
  }

  /** Why it is in the state that it is in; empty if nothing has happened yet. */
  public String cause() {
    return cause;
  }
}
