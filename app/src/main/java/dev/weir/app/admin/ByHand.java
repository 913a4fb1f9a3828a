package dev.weir.app.admin;

import dev.weir.gateway.settings.RuleMode;
import java.time.Duration;

/**
 * Limits, lanes, switches and rules that are set by hand for a time, after which they go back by
 * themselves. All tell whether there is one of that name.
 */
public interface ByHand {
  /**
   * Sets a limit's rate.
   *
   * @param why as it is shown
   * @throws IllegalArgumentException if it cannot have that rate; nothing has changed then
   */
  boolean setLimit(String name, int requests, Duration within, Duration time, String why);

  /** Sets how many requests may be under way in a lane. */
  boolean setLane(String name, int bound, Duration time, String why);

  /** Turns a switch on or off. */
  boolean turn(String name, boolean on, Duration time, String why);

  /** Takes back what was set of a limit. */
  boolean limitBack(String name);

  /** Takes back what was set of a lane. */
  boolean laneBack(String name);

  /** Leaves a switch to its signals again. */
  boolean letGo(String name);

  /** Sets what becomes of what a rule for queries finds, in all searches. */
  boolean setRule(String name, RuleMode mode, Duration time, String why);

  /** Takes back what was set of a rule. */
  boolean ruleBack(String name);
}
