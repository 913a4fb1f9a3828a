package dev.weir.gateway.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway shares with its fleet, at a moment.
 *
 * @param state of the store, as seen from here: {@code unknown}, {@code there} or {@code away}; or
 *     {@code unused} if no limit is the fleet's
 * @param cause why it is away
 * @param gateways by how many budgets are divided while it is away
 * @param answered calls that it has answered in time
 * @param failed calls that it has not
 * @param changes how often its state has changed
 */
public record FleetStatus(
    String state,
    @Nullable String cause,
    int gateways,
    long answered,
    long failed,
    long changes,
    List<BudgetStatus> budgets) {
  /** Nothing is shared. */
  public static final FleetStatus NONE = new FleetStatus("unused", null, 1, 0, 0, 0, List.of());

  public FleetStatus {
    budgets = List.copyOf(budgets);
  }
}
