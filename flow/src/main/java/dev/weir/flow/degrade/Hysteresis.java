package dev.weir.flow.degrade;

/**
 * A signal that has been too high for a while, and is so until it has been low for a while: neither
 * a peak nor a gap turns it, and between the two bounds it stays as it is. Used by one thread;
 * allocates nothing.
 */
final class Hysteresis {
  /** A signal that has been unknown for so long keeps nothing up any more. */
  static final long UNKNOWN_NANOS = 60_000_000_000L;

  private final SignalRule rule;
  private boolean high;
  private boolean turning;
  private long turningSince;
  private long lastKnown;

  Hysteresis(SignalRule rule, long now) {
    this.rule = rule;
    this.lastKnown = now;
  }

  /**
   * The signal has a value now.
   *
   * @param value or {@link Double#NaN} if it is not known: then it stays as it is, for a minute
   * @return whether it is too high
   */
  boolean look(double value, long now) {
    if (Double.isNaN(value)) {
      turning = false;
      high = high && now - lastKnown < UNKNOWN_NANOS;
      return high;
    }
    lastKnown = now;
    boolean other = high ? value < rule.offBelow() : value > rule.onAbove();
    if (!other) {
      turning = false;
      return high;
    }
    if (!turning) {
      turning = true;
      turningSince = now;
    }
    if (now - turningSince >= (high ? rule.offAfterNanos() : rule.onAfterNanos())) {
      high = !high;
      turning = false;
    }
    return high;
  }

  /** When it can be low at the earliest, however low it is from now on. */
  long earliestLow(long now) {
    return (high && turning ? turningSince : now) + rule.offAfterNanos();
  }

  /** Whether it has not been known for so long that it keeps nothing up. */
  boolean isForgotten(long now) {
    return now - lastKnown >= UNKNOWN_NANOS;
  }
}
