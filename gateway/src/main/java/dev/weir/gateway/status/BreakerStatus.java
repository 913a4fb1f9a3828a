package dev.weir.gateway.status;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route's breaker at one moment.
 *
 * @param route the route's name
 * @param cluster the cluster that it guards
 * @param state {@code closed}, {@code open} or {@code recovering}
 * @param share of the requests that pass to the cluster, in percent
 * @param cause why it is in that state; empty if nothing has happened yet
 * @param standby name of the cluster that takes reads over; null if there is none
 * @param preference {@code automatic}, {@code primary} or {@code standby}; null without a standby
 * @param changes how often what has happened since the start
 */
public record BreakerStatus(
    String route,
    String cluster,
    String state,
    int share,
    String cause,
    @Nullable String standby,
    @Nullable String preference,
    Map<StateChange.Kind, Long> changes) {
  public BreakerStatus {
    changes = Map.copyOf(changes);
  }
}
