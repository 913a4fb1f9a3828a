package dev.weir.gateway.upstream;

import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Learns a cluster's nodes from one of them, in turn. A node that is asked and does not answer, or
 * an answer that names no node, changes nothing: the last list serves.
 */
final class Sniffer {
  private static final String PATH =
      "/_nodes/http?filter_path="
          + "nodes.*.http.publish_address,nodes.*.roles,nodes.*.attributes.zone";

  private final UpstreamCluster cluster;
  private final EventLoops loops;
  private int turn;

  private Sniffer(UpstreamCluster cluster, EventLoops loops) {
    this.cluster = cluster;
    this.loops = loops;
  }

  static Watch start(UpstreamCluster cluster, EventLoops loops) {
    Sniffer sniffer = new Sniffer(cluster, loops);
    long interval = cluster.settings().sniff().interval().toNanos();
    ScheduledFuture<?> task =
        loops.control().scheduleWithFixedDelay(sniffer::look, 0, interval, TimeUnit.NANOSECONDS);
    return () -> task.cancel(false);
  }

  private void look() {
    List<Endpoint> known = cluster.endpoints();
    List<Endpoint> up = known.stream().filter(Endpoint::isUp).toList();
    List<Endpoint> asked = up.isEmpty() ? known : up;
    if (asked.isEmpty()) {
      return;
    }
    Endpoint endpoint = asked.get(Math.floorMod(turn++, asked.size()));
    LoopContext context = loops.contexts().getFirst();
    context
        .loop()
        .execute(
            () ->
                SideRequest.get(
                    cluster.connector(),
                    endpoint,
                    context,
                    PATH,
                    cluster.authorization(),
                    cluster.settings().health().timeout(),
                    result -> loops.control().execute(() -> take(endpoint, result))));
  }

  private void take(Endpoint asked, SideRequest.Result result) {
    if (result.status() != 200) {
      String said = result.status() > 0 ? "answered " + result.status() : result.problem();
      cluster.roster().failed(asked.name() + ": " + said);
      return;
    }
    try {
      List<Instance> nodes = SniffedNodes.read(result.body(), asked.uri().getScheme());
      if (!nodes.isEmpty()) {
        cluster.roster().listed(nodes);
      }
    } catch (IOException e) {
      cluster.roster().failed(asked.name() + ": " + e.getMessage());
    }
  }
}
