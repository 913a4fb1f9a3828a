package dev.weir.testkit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The OpenSearch settings of a node on loopback. */
final class NodeSettings {
  private NodeSettings() {}

  /** As arguments of the node's process. Ports are HTTP then transport, for each node in turn. */
  static List<String> of(ClusterOptions options, Ports ports, int index, Path home) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("path.home", home.toString());
    settings.put("cluster.name", options.name());
    settings.put("node.name", OpenSearchNode.nameOf(index));
    settings.put("network.host", "127.0.0.1");
    settings.put("http.port", Integer.toString(httpPort(ports, index)));
    settings.put("transport.port", Integer.toString(transportPort(ports, index)));
    settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
    if (options.nodes() == 1) {
      settings.put("discovery.type", "single-node");
    } else {
      settings.putAll(peers(options, ports));
    }
    settings.putAll(options.settings());
    return settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  static int httpPort(Ports ports, int index) {
    return ports.get(index);
  }

  private static int transportPort(Ports ports, int index) {
    return ports.get(ports.size() / 2 + index);
  }

  /**
   * How nodes find and watch each other. A frozen node is noticed in about five seconds rather than
   * in thirty, so that a test or a watcher need not wait; a node that is only slow stays.
   */
  private static Map<String, String> peers(ClusterOptions options, Ports ports) {
    List<Integer> all = IntStream.range(0, options.nodes()).boxed().toList();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "discovery.seed_hosts",
        all.stream()
            .map(i -> "127.0.0.1:" + transportPort(ports, i))
            .collect(Collectors.joining(",")));
    settings.put(
        "cluster.initial_cluster_manager_nodes",
        all.stream().map(OpenSearchNode::nameOf).collect(Collectors.joining(",")));
    settings.put("discovery.find_peers_interval", "300ms");
    settings.put("transport.connect_timeout", "3s");
    settings.put("cluster.nodes.reconnect_interval", "1s");
    settings.put("cluster.publish.timeout", "5s");
    settings.put("cluster.follower_lag.timeout", "10s");
    for (String check : List.of("follower_check", "leader_check")) {
      settings.put("cluster.fault_detection." + check + ".interval", "500ms");
      settings.put("cluster.fault_detection." + check + ".timeout", "1500ms");
      settings.put("cluster.fault_detection." + check + ".retry_count", "3");
    }
    return settings;
  }
}
