package dev.weir.bench.faults;

import dev.weir.bench.peer.PeerKind;
import java.util.List;

/**
 * Who goes through what.
 *
 * @param rate requests a second
 * @param weirCluster further keys of Weir's cluster, as YAML, a line each; empty for its defaults
 */
public record FaultPlan(
    List<PeerKind> peers,
    Timetable timetable,
    int rate,
    EngineSettings engine,
    List<String> weirCluster) {
  public FaultPlan {
    peers = List.copyOf(peers);
    weirCluster = List.copyOf(weirCluster);
  }
}
