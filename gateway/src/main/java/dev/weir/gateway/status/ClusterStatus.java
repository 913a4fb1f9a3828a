package dev.weir.gateway.status;

import java.util.List;

/** A cluster at one moment. */
public record ClusterStatus(String name, List<EndpointStatus> endpoints, RepeatStatus repeats) {
  public ClusterStatus {
    endpoints = List.copyOf(endpoints);
  }
}
