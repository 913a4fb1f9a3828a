package dev.weir.gateway.status;

import java.util.List;

/** A cluster at one moment. */
public record ClusterStatus(
    String name,
    List<EndpointStatus> endpoints,
    RepeatStatus repeats,
    MembershipStatus membership) {
  public ClusterStatus {
    endpoints = List.copyOf(endpoints);
  }

  /** With a fixed list of endpoints. */
  public ClusterStatus(String name, List<EndpointStatus> endpoints, RepeatStatus repeats) {
    this(name, endpoints, repeats, MembershipStatus.fixed());
  }
}
