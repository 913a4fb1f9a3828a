package dev.weir.bench.faults;

import dev.weir.bench.peer.PeerKind;
import java.time.Duration;
import java.util.List;

/**
 * Who goes through the loss of a cluster, and with how much load.
 *
 * @param rate reads a second
 * @param warmUp of fresh nodes
 */
public record LostClusterPlan(List<PeerKind> peers, int rate, Duration warmUp) {
  public LostClusterPlan {
    peers = List.copyOf(peers);
  }
}
