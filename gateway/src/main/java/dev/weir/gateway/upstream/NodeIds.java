package dev.weir.gateway.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks every node by which id its cluster knows it, so that searches can be kept away from the
 * copies on a node that has gone silent. A service that is no search engine does not know, and
 * nothing comes of it.
 */
final class NodeIds {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PATH = "/_nodes/_local?filter_path=nodes.*.name";
  private static final long SECONDS_BETWEEN = 5;

  private final UpstreamCluster cluster;
  private final EventLoops loops;

  private NodeIds(UpstreamCluster cluster, EventLoops loops) {
    this.cluster = cluster;
    this.loops = loops;
  }

  static Watch start(UpstreamCluster cluster, EventLoops loops) {
    NodeIds ids = new NodeIds(cluster, loops);
    ScheduledFuture<?> task =
        loops.control().scheduleWithFixedDelay(ids::askAll, 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
    return () -> task.cancel(false);
  }

  private void askAll() {
    for (Endpoint endpoint : cluster.endpoints()) {
      // One that is down keeps its id, as it does when it comes up again: without, its shards would
      // be looked for on others until it is asked. Should another node come up in its place, that
      // is asked soon, and an id that nobody has harms nobody.
      if (endpoint.isUp()) {
        ask(endpoint);
      }
    }
  }

  private void ask(Endpoint endpoint) {
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
                    result -> {
                      if (result.status() > 0) {
                        endpoint.nodeId(result.status() == 200 ? id(result.body()) : null);
                      }
                    }));
  }

  /** The one key of {@code nodes}; null if the answer is another. */
  static @Nullable String id(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      boolean isNodes =
          parser.nextToken() == JsonToken.START_OBJECT
              && "nodes".equals(parser.nextFieldName())
              && parser.nextToken() == JsonToken.START_OBJECT;
      String id = isNodes ? parser.nextFieldName() : null;
      return id != null && id.matches("[A-Za-z0-9_-]{1,64}") ? id : null;
    } catch (IOException e) {
      return null;
    }
  }
}
