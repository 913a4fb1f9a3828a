package dev.weir.gateway.status;

import java.util.List;

/**
 * A cluster at one moment.
 *
 * @param repeats how often requests to it were sent again
 * @param changes the last changes of state in it, the oldest first
 */
public record ClusterStatus(
    String name,
    List<EndpointStatus> endpoints,
    RepeatStatus repeats,
    MembershipStatus membership,
    List<StateChange> changes) {
  public ClusterStatus {
    endpoints = List.copyOf(endpoints);
    changes = List.copyOf(changes);
  }

  /** With a fixed list of endpoints, in which nothing has happened. */
  public ClusterStatus(String name, List<EndpointStatus> endpoints, RepeatStatus repeats) {
    this(name, endpoints, repeats, MembershipStatus.fixed(), List.of());
  }
}
