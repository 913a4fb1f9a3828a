package dev.weir.bench.faults;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the engine is told about nodes that do not answer. */
public enum EngineSettings {
  /** What it does when it is told nothing. */
  DEFAULT,
  /** What {@code docs/guide/five-nines.md} recommends. */
  DOCUMENTED;

  /** As on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of each node's own file. */
  Map<String, String> node() {
    Map<String, String> settings = new LinkedHashMap<>();
    // The testkit's own are quicker than the engine's, so that tests need not wait.
    settings.put("discovery.find_peers_interval", "1s");
    settings.put("transport.connect_timeout", "30s");
    settings.put("cluster.nodes.reconnect_interval", "10s");
    settings.put("cluster.follower_lag.timeout", "90s");
    settings.put("cluster.fault_detection.follower_check.timeout", "10s");
    settings.put("cluster.fault_detection.leader_check.timeout", "10s");
    settings.put("cluster.fault_detection.follower_check.retry_count", "3");
    boolean quick = this == DOCUMENTED;
    settings.put("cluster.fault_detection.follower_check.interval", quick ? "200ms" : "1s");
    settings.put("cluster.fault_detection.leader_check.interval", quick ? "200ms" : "1s");
    settings.put("cluster.fault_detection.leader_check.retry_count", quick ? "2" : "3");
    settings.put("cluster.publish.timeout", quick ? "5s" : "30s");
    return settings;
  }

  /** Of the index; the body of {@code PUT /INDEX/_settings}. */
  String index() {
    String delay = this == DOCUMENTED ? "20s" : "1m";
    return "{\"index.unassigned.node_left.delayed_timeout\":\"" + delay + "\"}";
  }

  /** Of the running cluster; the body of {@code PUT /_cluster/settings}. */
  String cluster() {
    return switch (this) {
      case DEFAULT -> checkTimeouts("null");
      case DOCUMENTED -> checkTimeouts("\"500ms\"");
    };
  }

  private static String checkTimeouts(String timeout) {
    return """
    {"persistent":{"cluster.fault_detection":{\
    "follower_check.timeout":%1$s,"leader_check.timeout":%1$s}}}\
    """
        .formatted(timeout);
  }
}
