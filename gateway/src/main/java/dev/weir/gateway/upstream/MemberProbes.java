package dev.weir.gateway.upstream;

import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks the endpoints that their source does not vouch for whether they answer, and lets the roster
 * know what time it is.
 */
final class MemberProbes {
  private static final long MILLIS_BETWEEN = 100;

  private final UpstreamCluster cluster;
  private final Roster roster;
  private final EventLoops loops;

  private MemberProbes(UpstreamCluster cluster, Roster roster, EventLoops loops) {
    this.cluster = cluster;
    this.roster = roster;
    this.loops = loops;
  }

  static Watch start(UpstreamCluster cluster, Roster roster, EventLoops loops) {
    MemberProbes probes = new MemberProbes(cluster, roster, loops);
    ScheduledFuture<?> task =
        loops
            .control()
            .scheduleWithFixedDelay(
                probes::look, MILLIS_BETWEEN, MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
    return () -> task.cancel(false);
  }

  private void look() {
    roster.tick();
    roster.dueProbes().forEach(this::probe);
  }

  private void probe(Instance instance) {
    Endpoint endpoint = new Endpoint(instance, cluster.health(), cluster.settings().balance());
    endpoint.resolve();
    LoopContext context = loops.contexts().getFirst();
    context
        .loop()
        .execute(
            () ->
                SideRequest.get(
                    cluster.connector(),
                    endpoint,
                    context,
                    cluster.settings().health().path(),
                    cluster.authorization(),
                    cluster.settings().health().timeout(),
                    result -> {
                      boolean answered = result.status() > 0 && result.status() < 500;
                      loops.control().execute(() -> roster.probed(instance.uri(), answered));
                    }));
  }
}
