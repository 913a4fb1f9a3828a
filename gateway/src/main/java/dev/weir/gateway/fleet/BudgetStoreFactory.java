package dev.weir.gateway.fleet;

import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.RedisSettings;

/** Opens stores of budgets. */
@FunctionalInterface
public interface BudgetStoreFactory {
  /**
   * A store; nothing has to be there yet.
   *
   * @param redis the Redis that the fleet's settings name
   */
  BudgetStore open(FleetSettings fleet, RedisSettings redis);
}
