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
  private volatile @Nullable Hand hand;

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
    shown = HELD;
    turn(turnOn, why, now);
  }

  /** Leaves it to its signals again; they say at the next {@link #look} what it is to be. */
  public synchronized void letGo() {
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
    for (int i = signals.length - 1; i >= 0; i--) {
      first = signals[i].look(values[i], now) ? i : first;
    }
    Hand held = hand;
    if (held != null && now - held.until < 0) {
      shown = HELD;
      return false;
    }
    hand = null;
    boolean before = on;
    if (first != shown) {
      shown = first;
      turn(first != NONE, first == NONE ? "" : said(rules.get(first)), now);
    }
    return on != before;
  }

  private void turn(boolean to, String why, long now) {
    if (on != to) {
      since = now;
      long before = turns;
      turns = before + 1;
    }
    cause = why;
    on = to;
  }

  private static String said(SignalRule rule) {
    return rule.name()
        + " above "
        + rule.onAbove()
        + " for "
        + rule.onAfterNanos() / 1_000_000
        + " ms";
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

  /** Why it is on, or held off; empty if it is just off. */
  public String cause() {
    return cause;
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
