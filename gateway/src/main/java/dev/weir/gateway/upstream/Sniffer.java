package dev.weir.gateway.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns a cluster's nodes from one of them, in turn. A node that is asked and does not answer, or
 * an answer that names no node, changes nothing: the last list serves.
 */
final class Sniffer {
  private static final Logger LOG = LoggerFactory.getLogger(Sniffer.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PATH =
      "/_nodes/http?filter_path=nodes.*.http.publish_address,nodes.*.name";

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
      return;
    }
    try {
      List<URI> nodes = nodes(result.body(), asked.uri().getScheme());
      if (!nodes.isEmpty()) {
        cluster.setNodes(nodes);
      }
    } catch (IOException e) {
      LOG.warn("event=sniff-failed cluster={} node={}", cluster.name(), asked.name(), e);
    }
  }

  /** The nodes' addresses in an answer to {@code _nodes/http}. */
  static List<URI> nodes(String json, String scheme) throws IOException {
    List<URI> nodes = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
            && "publish_address".equals(parser.currentName())) {
          // Either "127.0.0.1:9200" or "name/127.0.0.1:9200".
          String address = parser.getText();
          nodes.add(URI.create(scheme + "://" + address.substring(address.indexOf('/') + 1)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not an address", e);
    }
    return nodes.stream().sorted().distinct().toList();
  }
}
