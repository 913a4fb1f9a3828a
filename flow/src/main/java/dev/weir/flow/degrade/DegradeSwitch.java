package dev.weir.flow.degrade;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named switch that gives something up while it is on. It is turned by hand, for a given time,
 * after which it goes back by itself; or by a signal that has been over its bound for a while, and
 * back when all its signals have been below theirs for a while. A hand goes before signals, which
 * are watched all the same, so that what is left when the hand lets go is what they say.
 *
 * <p>{@link #isOn} is for every request: safe from any thread, one read. The hand may be any
 * thread. Whoever owns the switch calls {@link #look} a few times a second from one thread.
 */
public final class DegradeSwitch {
  /** Where a hand holds it. */
  private record Hand(boolean on, long until, String why) {}

  private static final int NONE = -1;
  private static final int HELD = -2;

  private final String name;
  private final List<SignalRule> rules;
  private final Hysteresis[] signals;
  private volatile boolean on;
  private volatile String cause = "";
  private volatile long since;
  private volatile long turns;
  private volatile double measured = Double.NaN;
  private volatile long earliestOff;
  private volatile @Nullable Hand hand;
  private boolean takenBack;

  /** The signal that has turned it, or one of the above. */
  private int shown = NONE;

  /**
   * A switch that is off.
   *
   * @param rules any of them turns it on; none: only a hand does
   */
  public DegradeSwitch(String name, List<SignalRule> rules, long now) {
    this.name = name;
    this.rules = List.copyOf(rules);
    this.since = now;
    this.earliestOff = now;
    this.signals = new Hysteresis[this.rules.size()];
    for (int i = 0; i < signals.length; i++) {
      signals[i] = new Hysteresis(this.rules.get(i), now);
    }
  }

  public String name() {
    return name;
  }

  /** Its signals, in the order in which {@link #look} takes their values. */
  public List<SignalRule> rules() {
    return rules;
  }

  public boolean isOn() {
    return on;
  }

  /**
   * Turns it by hand, on or off, until a time.
   *
   * @param until in nanoseconds of the clock of {@link #look}
   * @param why as it is shown
   */
  public synchronized void hold(boolean turnOn, long until, String why, long now) {
    hand = new Hand(turnOn, until, why);
    takenBack = false;
    shown = HELD;
    turn(turnOn, why, Double.NaN, now);
  }

  /** Leaves it to its signals again; they say at the next {@link #look} what it is to be. */
  public synchronized void letGo() {
    takenBack = hand != null;
    hand = null;
  }

  /**
   * Time has passed.
   *
   * @param values of the signals, in the order of {@link #rules}; {@link Double#NaN} for those that
   *     are not known
   * @return whether it has been turned by this
   */
  public synchronized boolean look(double[] values, long now) {
    if (values.length != signals.length) {
      throw new IllegalArgumentException(values.length + " values for " + signals.length);
    }
    int first = NONE;
    long off = now;
    for (int i = signals.length - 1; i >= 0; i--) {
      if (signals[i].look(values[i], now)) {
        first = i;
        off = Math.max(off, signals[i].earliestLow(now));
      }
    }
    earliestOff = off;
    Hand held = hand;
    if (held != null && now - held.until < 0) {
      shown = HELD;
      return false;
    }
    hand = null;
    boolean before = on;
    if (first != shown) {
      int last = shown;
      shown = first;
      if (first == NONE) {
        turn(false, ending(last, now), last < 0 ? Double.NaN : values[last], now);
      } else {
        turn(true, rules.get(first).risen(), values[first], now);
      }
    }
    return on != before;
  }

  /** Why what had turned it does so no longer. */
  private String ending(int last, long now) {
    if (last == HELD) {
      return takenBack ? "taken back by hand" : "its time is over";
    }
    SignalRule rule = rules.get(last);
    return signals[last].isForgotten(now) ? rule.name() + " is not known" : rule.fallen();
  }

  private void turn(boolean to, String why, double value, long now) {
    if (on != to) {
      since = now;
      long before = turns;
      turns = before + 1;
    }
    cause = why;
    measured = value;
    on = to;
  }

  // What is shown.

  /** Whether it is held by hand. */
  public boolean isHeld() {
    return hand != null;
  }

  /** Until when it is held by hand; the time that is given, if it is not. */
  public long heldUntil(long otherwise) {
    Hand held = hand;
    return held == null ? otherwise : held.until;
  }

  /** Why it is what it is; empty if it was never turned. */
  public String cause() {
    return cause;
  }

  /** The value of the signal that has turned it last, then; NaN if none has. */
  public double measured() {
    return measured;
  }

  /** When it can be off at the earliest, as far as is known; not before, unless by hand. */
  public long earliestOff() {
    Hand held = hand;
    long bySignals = earliestOff;
    return held != null && held.on && held.until - bySignals > 0 ? held.until : bySignals;
  }

  /** The signal that has turned it on, by its place in the rules; below 0 if none has. */
  public synchronized int turnedBy() {
    return shown;
  }

  /** Since when it is what it is, in nanoseconds. */
  public long since() {
    return since;
  }

  /** How often it has been turned, on or off. */
  public long turns() {
    return turns;
  }
}
