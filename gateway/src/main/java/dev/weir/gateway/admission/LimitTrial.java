package dev.weir.gateway.admission;

import dev.weir.gateway.budget.Budget;
import dev.weir.gateway.budget.LocalBudget;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.LimitSettings;

/**
 * What a limit would refuse if it were lowered by a switch that is on, and only observed. Begins
 * with nothing used. Safe from any thread.
 */
final class LimitTrial {
  private final SwitchGate by;
  private final LimitSettings lowered;
  private final Budget budget;

  /**
   * Begins.
   *
   * @param lowered the limit as it would be; of a fleet's limit, this gateway's share
   */
  LimitTrial(SwitchGate by, LimitSettings lowered, long now) {
    this.by = by;
    this.lowered = lowered;
    this.budget = new LocalBudget(LimitGate.rule(lowered), lowered.maxKeys(), now);
  }

  boolean isOf(SwitchGate gate, LimitSettings settings) {
    return by.equals(gate) && lowered.equals(settings);
  }

  /**
   * A request has passed the limit as it is.
   *
   * @param permits that it took
   */
  void passed(Request request, Object key, int permits, boolean holds, long now) {
    long answer = holds ? budget.hold(key, now, permits) : -budget.admit(key, now, permits);
    if (answer < 0) {
      by.hinders(request.tenant().name());
    }
  }
}
