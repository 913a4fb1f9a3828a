package dev.weir.flow.limit;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is used of one {@link LimitRule}. A rule never changes: for another one, the meter is closed
 * for good, and a successor begins with what had been used. Whoever finds a closed meter can make
 * its successor, so that nobody waits for anybody. Safe from any thread, lock-free; asking it
 * allocates nothing.
 */
abstract sealed class Meter permits Bucket, Window {
  /** An answer: there is a successor to ask. */
  static final long CLOSED = Long.MIN_VALUE;

  /** An answer: the clock has stepped back, and the meter is to be replaced. */
  static final long STEPPED_BACK = Long.MIN_VALUE + 1;

  /** An answer: it was retired, and another limit has taken its place. */
  static final long RETIRED = Long.MIN_VALUE + 2;

  /** The lowest two bits of a state. */
  static final long STATUS = 3;

  static final long IS_OPEN = 0;
  static final long IS_CLOSED = 1;
  static final long IS_RETIRED = 2;

  /**
   * Threads may be so far behind each other with what they hold for the time; a step further back
   * is one of the clock.
   */
  static final long SKEW_NANOS = 1_000_000_000;

  private final LimitRule rule;
  private final AtomicReference<@Nullable LimitRule> change = new AtomicReference<>();
  private final AtomicReference<@Nullable Meter> successor = new AtomicReference<>();

  Meter(LimitRule rule) {
    this.rule = rule;
  }

  /**
   * A meter of which something is in use already.
   *
   * @param used permits; what is more than the rule permits at once is forgotten
   */
  static Meter of(LimitRule rule, double used, long now) {
    long whole = Math.min((long) Math.ceil(used), rule.bound());
    return switch (rule) {
      case LimitRule.TokenBucket bucket -> new Bucket(bucket, now).with(used);
      case LimitRule.LeakyBucket bucket -> new Bucket(bucket, now).with(used);
      case LimitRule.FixedWindow window -> new Window(window, whole, now);
      case LimitRule.SlidingWindow window -> new Window(window, whole, now);
    };
  }

  LimitRule rule() {
    return rule;
  }

  /** As {@link Limit#admit}, or one of the answers above. */
  abstract long admit(long now, int permits);

  /** As {@link Limit#hold}, or one of the answers above. */
  abstract long hold(long now, int permits);

  /** As {@link Limit#charge}; 0, or one of the answers above. */
  long charge(long now, int permits) {
    long answer = admit(now, permits);
    return answer <= RETIRED ? answer : 0;
  }

  /** As {@link Limit#peek}. */
  abstract long peek(long now, int permits);

  /** As {@link Limit#giveBack}. */
  abstract void giveBack(long admittedAt, int permits);

  /** As {@link Limit#used}. */
  abstract long used(long now);

  /** Nothing changes any more after this. */
  abstract void close(long now);

  abstract boolean isRetired();

  /** Closes it without a successor if nothing is in use. */
  abstract boolean retire(long now);

  /** A meter of another rule that goes on where this one, which is closed, has ended. */
  abstract Meter continued(LimitRule next, long now);

  /**
   * Closes it.
   *
   * @return what has taken its place, which is of another rule if someone else was first; itself if
   *     it was retired
   */
  final Meter replace(LimitRule next, long now) {
    change.compareAndSet(null, next);
    close(now);
    return isRetired() ? this : successor(now);
  }

  /** What has taken the place of a closed one. */
  final Meter successor(long now) {
    Meter known = successor.get();
    if (known != null) {
      return known;
    }
    LimitRule next = change.get();
    Meter made = continued(next == null ? rule : next, now);
    Meter first = successor.compareAndExchange(null, made);
    return first == null ? made : first;
  }

  /** The answer that a state which is not open gives. */
  static long answerOf(long state) {
    return (state & STATUS) == IS_RETIRED ? RETIRED : CLOSED;
  }
}
