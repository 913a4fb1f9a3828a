package dev.weir.gateway.status;

import java.util.Map;

/**
 * An endpoint's health at one moment.
 *
 * @param share of its requests that it is sent while it comes back, in percent; 100 is all
 * @param outNanos how long it is out still; 0 if that is not known, or it is in
 * @param checkNanos how long its last answered check took; -1 if there was none
 * @param changes how often what has happened to it since the start
 */
public record HealthStatus(
    int share, long outNanos, long checkNanos, Map<StateChange.Kind, Long> changes) {
  /** Of an endpoint to which nothing has happened. */
  public static final HealthStatus WELL = new HealthStatus(100, 0, -1, Map.of());

  public HealthStatus {
    changes = Map.copyOf(changes);
  }
}
