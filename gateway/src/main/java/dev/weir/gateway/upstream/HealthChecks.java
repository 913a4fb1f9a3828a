package dev.weir.gateway.upstream;

import dev.weir.flow.health.ProbeCount;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.HealthSettings;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks every endpoint of a cluster, again and again, whether it answers. All of a cluster's checks
 * run on one event loop, none of them before the last of the same endpoint is over.
 */
final class HealthChecks {
  private final UpstreamCluster cluster;
  private final HealthSettings settings;
  private final LoopContext context;
  private final Map<Endpoint, ProbeCount> counts = new HashMap<>();
  private final Set<Endpoint> underway = new HashSet<>();

  private HealthChecks(UpstreamCluster cluster, LoopContext context) {
    this.cluster = cluster;
    this.settings = cluster.settings().health();
    this.context = context;
  }

  static Watch start(UpstreamCluster cluster, EventLoops loops) {
    LoopContext context =
        loops.contexts().get(Math.floorMod(cluster.name().hashCode(), loops.contexts().size()));
    HealthChecks checks = new HealthChecks(cluster, context);
    long interval = checks.settings.interval().toNanos();
    Future<?> task =
        context.loop().scheduleAtFixedRate(checks::checkAll, 0, interval, TimeUnit.NANOSECONDS);
    return () -> task.cancel(false);
  }

  private void checkAll() {
    Set<Endpoint> current = Set.copyOf(cluster.endpoints());
    counts.keySet().retainAll(current);
    current.forEach(this::check);
  }

  private void check(Endpoint endpoint) {
    if (!underway.add(endpoint)) {
      return;
    }
    SideRequest.get(
        cluster.connector(),
        endpoint,
        context,
        settings.path(),
        cluster.authorization(),
        settings.timeout(),
        result -> {
          underway.remove(endpoint);
          take(endpoint, result);
        });
  }

  private void take(Endpoint endpoint, SideRequest.Result result) {
    ProbeCount count =
        counts.computeIfAbsent(
            endpoint, e -> new ProbeCount(settings.unhealthyAfter(), settings.healthyAfter()));
    boolean answered = result.status() > 0 && result.status() < 500;
    if (count.result(answered)) {
      endpoint.setUp(count.isUp(), "check: " + said(result));
    }
  }

  private static String said(SideRequest.Result result) {
    return result.status() > 0 ? "answered " + result.status() : result.problem();
  }
}
