package dev.weir.gateway.status;

import java.util.List;

/**
 * What requests pass before they go to a node, at a moment.
 *
 * @param demand what was asked for, by tenant, by address, and of each limit that is observed
 * @param holds limits and lanes that have been set by hand
 * @param changes what was turned or set lately, the oldest first
 */
public record AdmissionStatus(
    List<LimitStatus> limits,
    FleetStatus fleet,
    List<LaneStatus> lanes,
    List<DemandStatus> demand,
    List<SwitchStatus> switches,
    List<HoldStatus> holds,
    List<StateChange> changes) {
  /** Nothing. */
  public static final AdmissionStatus NONE =
      new AdmissionStatus(
          List.of(), FleetStatus.NONE, List.of(), List.of(), List.of(), List.of(), List.of());

  public AdmissionStatus {
    limits = List.copyOf(limits);
    lanes = List.copyOf(lanes);
    demand = List.copyOf(demand);
    switches = List.copyOf(switches);
    holds = List.copyOf(holds);
    changes = List.copyOf(changes);
  }

  /** Without switches, and with nothing set by hand. */
  public AdmissionStatus(
      List<LimitStatus> limits, List<LaneStatus> lanes, List<DemandStatus> demand) {
    this(limits, FleetStatus.NONE, lanes, demand, List.of(), List.of(), List.of());
  }
}
