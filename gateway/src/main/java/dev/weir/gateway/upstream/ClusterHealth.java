package dev.weir.gateway.upstream;

import dev.weir.flow.health.EjectionLimit;
import dev.weir.gateway.settings.HealthSettings;
import java.util.List;
import java.util.function.Supplier;

/** What the endpoints of one cluster share about their health. Safe from any thread. */
final class ClusterHealth {
  private final HealthSettings settings;
  private final StateChanges changes;
  private final EjectionLimit<EndpointHealth> limit;
  private final Supplier<List<Endpoint>> endpoints;

  ClusterHealth(String name, HealthSettings settings, Supplier<List<Endpoint>> endpoints) {
    this.settings = settings;
    this.changes = new StateChanges(name);
    this.limit = new EjectionLimit<>(settings.outliers().maxEjected());
    this.endpoints = endpoints;
  }

  HealthSettings settings() {
    return settings;
  }

  StateChanges changes() {
    return changes;
  }

  /** Takes a place among those that may be ejected, if there is one. */
  boolean allowsEjection(EndpointHealth of, long now, long until) {
    List<Endpoint> all = endpoints.get();
    int down = 0;
    for (Endpoint endpoint : all) {
      down += endpoint.health() != of && !endpoint.isUp() ? 1 : 0;
    }
    return limit.tryEject(of, now, until, all.size(), down);
  }

  /** One is silent, and too many are out: those come back that are merely slow. */
  void relent(long now) {
    for (Endpoint endpoint : endpoints.get()) {
      endpoint.health().relent(now);
    }
  }

  /** An ejection is over before its time. */
  void readmit(EndpointHealth health) {
    limit.readmit(health);
  }
}
