package dev.weir.gateway.upstream;

import dev.weir.gateway.runtime.EventLoops;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks up the names of a cluster's nodes again, so that a node may move to another address. */
final class NameRefresh {
  private static final long SECONDS_BETWEEN = 10;

  private NameRefresh() {}

  static Watch start(UpstreamCluster cluster, EventLoops loops) {
    ScheduledFuture<?> task =
        loops
            .control()
            .scheduleWithFixedDelay(
                () -> cluster.endpoints().forEach(Endpoint::resolve),
                SECONDS_BETWEEN,
                SECONDS_BETWEEN,
                TimeUnit.SECONDS);
    return () -> task.cancel(false);
  }
}
