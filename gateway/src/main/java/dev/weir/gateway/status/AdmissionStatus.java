package dev.weir.gateway.status;

import java.util.List;

/** What requests pass before they go to a node, at a moment. */
public record AdmissionStatus(List<LimitStatus> limits, List<LaneStatus> lanes) {
  /** Neither limits nor lanes. */
  public static final AdmissionStatus NONE = new AdmissionStatus(List.of(), List.of());

  public AdmissionStatus {
    limits = List.copyOf(limits);
    lanes = List.copyOf(lanes);
  }
}
