package dev.weir.flow.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of tokens, or a leaky one: the generic cell rate algorithm (ITU-T I.371). All that it
 * knows is one moment: when everything that has been let through will have been worked off at the
 * even rate. How far that lies ahead is how much is in use.
 *
 * <p>The moment is kept in 64ths of a nanosecond since the beginning, so that rates are exact
 * enough, and never faster than asked for. Differences are taken modulo the word: a bucket that
 * nobody has asked for a year may look full once, until that has been worked off.
 */
final class Bucket extends Meter {
  private static final int FRACTION_BITS = 6;
  private static final int STATUS_BITS = 2;

  private final long origin;
  private final long unit;
  private final long most;
  private final long capacity;
  private final long longestWait;

  /** How far beyond its capacity it may be charged. */
  private final long debt;

  private final boolean leaky;
  private final AtomicLong drained = new AtomicLong();

  Bucket(LimitRule.TokenBucket rule, long now) {
    this(rule, unit(rule.permits(), rule.nanos()), rule.burst(), 0, rule.debt(), false, now);
  }

  Bucket(LimitRule.LeakyBucket rule, long now) {
    this(
        rule,
        unit(rule.permits(), rule.nanos()),
        rule.permits(),
        rule.longestWaitNanos() << FRACTION_BITS,
        0,
        true,
        now);
  }

  private Bucket(
      LimitRule rule, long unit, long most, long longestWait, long debt, boolean leaky, long now) {
    super(rule);
    this.origin = now;
    this.unit = unit;
    this.most = most;
    this.capacity = most * unit;
    this.longestWait = longestWait;
    this.debt = debt * unit;
    this.leaky = leaky;
  }

  /** Begins with so many permits in use. */
  Bucket with(double used) {
    long level = (long) Math.ceil(used * unit);
    drained.set(open(Math.min(level, ceiling())));
    return this;
  }

  /** As far ahead as its moment can lie. */
  private long ceiling() {
    return capacity + longestWait + debt;
  }

  /** What one permit takes, rounded up. */
  private static long unit(long permits, long nanos) {
    return Math.max(1, Math.ceilDiv(nanos << FRACTION_BITS, permits));
  }

  private static long open(long moment) {
    return moment << STATUS_BITS | IS_OPEN;
  }

  private long scaled(long now) {
    return (now - origin) << FRACTION_BITS;
  }

  /** How far ahead of a time the moment lies; 0 if it lies behind. */
  private static long level(long state, long time) {
    return Math.max(0, (state - (time << STATUS_BITS)) >> STATUS_BITS);
  }

  /** How long so much has to wait until it fits. */
  private long wait(long level, long cost) {
    return leaky ? level : level + cost - capacity;
  }

  /** Whether no clock that is merely behind can find so much in use. */
  private boolean isImpossible(long level) {
    return level > ceiling() + (SKEW_NANOS << FRACTION_BITS);
  }

  private static long nanos(long scaled) {
    return (scaled + (1 << FRACTION_BITS) - 1) >> FRACTION_BITS;
  }

  @Override
  long admit(long now, int permits) {
    long held = take(now, permits, 0);
    return held <= RETIRED ? held : -held;
  }

  @Override
  long hold(long now, int permits) {
    return take(now, permits, longestWait);
  }

  /** Takes permits if that needs no longer wait than this; answers as {@link #hold}. */
  private long take(long now, int permits, long longest) {
    long cost = permits * unit;
    long time = scaled(now);
    while (true) {
      long state = drained.get();
      if ((state & STATUS) != IS_OPEN) {
        return answerOf(state);
      }
      if (permits > most) {
        return -Limit.NEVER;
      }
      long level = level(state, time);
      if (isImpossible(level)) {
        return STEPPED_BACK;
      }
      long wait = wait(level, cost);
      if (wait > longest) {
        return -nanos(wait - longest);
      }
      if (drained.compareAndSet(state, open(time + level + cost))) {
        return wait <= 0 ? 0 : nanos(wait);
      }
    }
  }

  @Override
  long charge(long now, int permits) {
    if (debt == 0) {
      return super.charge(now, permits);
    }
    long time = scaled(now);
    while (true) {
      long state = drained.get();
      if ((state & STATUS) != IS_OPEN) {
        return answerOf(state);
      }
      long level = level(state, time);
      if (isImpossible(level)) {
        return STEPPED_BACK;
      }
      long next = Math.max(level, Math.min(level + permits * unit, ceiling()));
      if (drained.compareAndSet(state, open(time + next))) {
        return 0;
      }
    }
  }

  @Override
  long peek(long now, int permits) {
    if (permits > most) {
      return Limit.NEVER;
    }
    return Math.max(0, nanos(wait(level(drained.get(), scaled(now)), permits * unit)));
  }

  /** A turn of a leaky bucket goes by unused: two that leave at once would be worse. */
  @Override
  void giveBack(long admittedAt, int permits) {
    long state = drained.get();
    while (!leaky && (state & STATUS) == IS_OPEN) {
      if (drained.compareAndSet(state, state - ((permits * unit) << STATUS_BITS))) {
        return;
      }
      state = drained.get();
    }
  }

  @Override
  long used(long now) {
    return Math.min(rule().bound(), Math.ceilDiv(level(drained.get(), scaled(now)), unit));
  }

  @Override
  void close(long now) {
    long state = drained.get();
    while ((state & STATUS) == IS_OPEN && !drained.compareAndSet(state, state | IS_CLOSED)) {
      state = drained.get();
    }
  }

  @Override
  boolean isRetired() {
    return (drained.get() & STATUS) == IS_RETIRED;
  }

  @Override
  boolean retire(long now) {
    long state = drained.get();
    return (state & STATUS) == IS_OPEN
        && level(state, scaled(now)) == 0
        && drained.compareAndSet(state, state | IS_RETIRED);
  }

  /**
   * Fractions of a permit go on, too: rules may change more often than permits come. So does what
   * this thread is behind others in time.
   */
  @Override
  Meter continued(LimitRule next, long now) {
    long level = level(drained.get(), scaled(now));
    long behind = isImpossible(level) ? 0 : Math.max(0, level - ceiling());
    Meter made = Meter.of(next, (double) (level - behind) / unit, now);
    return made instanceof Bucket bucket ? bucket.later(behind) : made;
  }

  private Bucket later(long scaled) {
    drained.addAndGet(scaled << STATUS_BITS);
    return this;
  }
}
