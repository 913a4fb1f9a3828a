package dev.weir.gateway.upstream;

import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Closes connections that have been idle too long, on each loop its own. */
final class PoolExpiry {
  private static final long SECONDS_BETWEEN = 1;

  private PoolExpiry() {}

  static Watch start(UpstreamCluster cluster, EventLoops loops) {
    List<? extends Future<?>> tasks =
        loops.contexts().stream().map(loop -> repeat(cluster, loop)).toList();
    return () -> tasks.forEach(task -> task.cancel(false));
  }

  private static Future<?> repeat(UpstreamCluster cluster, LoopContext loop) {
    return loop.loop()
        .scheduleWithFixedDelay(
            () ->
                cluster
                    .endpoints()
                    .forEach(endpoint -> endpoint.pool(loop.index()).expire(loop.now())),
            SECONDS_BETWEEN,
            SECONDS_BETWEEN,
            TimeUnit.SECONDS);
  }
}
