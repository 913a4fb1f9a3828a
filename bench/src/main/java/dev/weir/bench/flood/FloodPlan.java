package dev.weir.bench.flood;

import dev.weir.bench.peer.PeerKind;
import java.time.Duration;
import java.util.List;

/**
 * Who goes through the flood, and how high it is.
 *
 * @param steadyRate requests a second of the tenant that asks as it always does
 * @param times what the cluster can do, that the other tenant offers
 * @param warmUp of fresh processes
 * @param calm in which the steady tenant is alone
 * @param flood its length
 * @param shards of the index, each on every node
 * @param best what the cluster does alone, good answers of the flood a second; 0 if it is to be
 *     measured
 * @param lane further keys of the flood's lane, a line of YAML each
 * @param precedence whether the flood's node gives way to whatever else wants the processor, as it
 *     would if all had machines of their own
 */
public record FloodPlan(
    List<PeerKind> peers,
    int steadyRate,
    double times,
    Duration warmUp,
    Duration calm,
    Duration flood,
    int shards,
    double best,
    List<String> lane,
    boolean precedence) {
  /** After the flood; recovery is looked for in it. */
  static final Duration AFTER = Duration.ofSeconds(10);

  /** What comes later is of no use to anybody. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  public FloodPlan {
    peers = List.copyOf(peers);
    lane = List.copyOf(lane);
  }
}
