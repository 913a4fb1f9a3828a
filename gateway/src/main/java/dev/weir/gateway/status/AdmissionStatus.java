package dev.weir.gateway.status;

import java.util.List;

/**
 * What requests pass before they go to a node, at a moment.
 *
 * @param demand what was asked for, by tenant, by address, and of each limit that is observed
 */
public record AdmissionStatus(
    List<LimitStatus> limits, List<LaneStatus> lanes, List<DemandStatus> demand) {
  /** Nothing. */
  public static final AdmissionStatus NONE = new AdmissionStatus(List.of(), List.of(), List.of());

  public AdmissionStatus {
    limits = List.copyOf(limits);
    lanes = List.copyOf(lanes);
    demand = List.copyOf(demand);
  }
}
