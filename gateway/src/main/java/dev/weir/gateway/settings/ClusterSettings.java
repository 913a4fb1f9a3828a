package dev.weir.gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A search cluster: its nodes and how Weir speaks to them. */
public record ClusterSettings(
    @Setting(value = "Name of the cluster in routes, metrics and the admin API.", example = "main")
        String name,
    @Setting(
            value =
                "Its nodes (or some of them, when they are sniffed). May be absent where discovery"
                    + " names a source; then they serve until that has been heard.",
            example = "[http://10.0.0.1:9200, http://10.0.0.2:9200]",
            required = true)
        @Nullable List<URI> nodes,
    @Setting(
            value = "Where endpoints are learned other than from the cluster itself.",
            example = "{dns: {name: search.internal}}")
        DiscoverySettings discovery,
    @Setting(value = "Learning nodes from the cluster.", example = "{enabled: true}")
        SniffSettings sniff,
    @Setting(
            value =
                "Whether answers to _nodes/http name Weir's address instead of the nodes', so that"
                    + " clients that sniff stay behind Weir.",
            example = "true")
        boolean hideNodes,
    @Setting(value = "TLS towards nodes at https:// addresses.", example = "{authorities: ca.pem}")
        ClientTlsSettings tls,
    @Setting(
            value = "Credentials that Weir shows to the cluster in place of the client's.",
            example = "{username: weir, password: env:CLUSTER_PASSWORD}")
        @Nullable CredentialsSettings credentials,
    @Setting(value = "Connections to each node.", example = "{max-connections: 256}")
        PoolSettings pool,
    @Setting(
            value =
                "Time from a request's last byte to its answer's first, over all nodes tried;"
                    + " above, 504.",
            example = "60s")
        Duration deadline,
    @Setting(
            value = "How a request says how long its caller waits.",
            example = "{timeout-header: X-Request-Timeout-Ms}")
        CallerSettings caller,
    @Setting(
            value =
                "How nodes are told the time that is left to a request whose caller or route has"
                    + " set one.",
            example = "cancel-after")
        NodeDeadline nodeDeadline,
    @Setting(value = "When a request is sent again.", example = "{attempts: 2}")
        RetrySettings retry,
    @Setting(
            value = "When a slow read is sent to a second node as well.",
            example = "{enabled: true}")
        HedgeSettings hedge,
    @Setting(
            value =
                "Whether, while a node is out, searches and gets that name no preference of their"
                    + " own are told to prefer the shards of nodes that are well.",
            example = "true")
        boolean preferLiveNodes,
    @Setting(value = "Checks of the nodes, and their ejection.", example = "{interval: 1s}")
        HealthSettings health,
    @Setting(value = "Which of the nodes a request goes to.", example = "{policy: peak-ewma}")
        BalanceSettings balance) {

  public ClusterSettings {
    List<URI> given = nodes;
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    boolean learned = discovery.source() != null;
    Checks checks =
        new Checks()
            .name("name", name)
            .that(
                !nodes.isEmpty() || learned,
                "nodes",
                given,
                "at least one node, or a source under discovery")
            .that(
                !(learned && sniff.enabled()),
                "sniff.enabled",
                true,
                "false, because discovery names another source of endpoints")
            .that(
                new HashSet<>(nodes).size() == nodes.size(), "nodes", nodes, "each node only once")
            .positive("deadline", deadline)
            .that(
                pool.connectTimeout().compareTo(deadline) <= 0,
                "deadline",
                deadline,
                "at least pool.connect-timeout (" + pool.connectTimeout() + ")")
            .that(
                pool.maxWait().compareTo(deadline) <= 0,
                "deadline",
                deadline,
                "at least pool.max-wait (" + pool.maxWait() + ")");
    for (int i = 0; i < nodes.size(); i++) {
      URI node = nodes.get(i);
      checks.that(isNode(node), "nodes[" + i + "]", node, "http://host:port or https://host:port");
    }
    checks.done();
  }

  /** A cluster with every other setting at its default. */
  public static ClusterSettings of(String name, List<URI> nodes) {
    return builder(name, nodes).build();
  }

  /** Begins with every other setting at its default. */
  public static ClusterSettingsBuilder builder(String name, List<URI> nodes) {
    return new ClusterSettingsBuilder(name, nodes);
  }

  /** Begins with these settings. */
  public ClusterSettingsBuilder change() {
    return new ClusterSettingsBuilder(name, nodes())
        .discovery(discovery)
        .sniff(sniff)
        .hideNodes(hideNodes)
        .tls(tls)
        .credentials(credentials)
        .pool(pool)
        .deadline(deadline)
        .caller(caller)
        .nodeDeadline(nodeDeadline)
        .retry(retry)
        .hedge(hedge)
        .preferLiveNodes(preferLiveNodes)
        .health(health)
        .balance(balance);
  }

  /** Called {@code main}, one node on loopback at 9201. */
  public static ClusterSettings defaults() {
    return of("main", List.of(URI.create("http://127.0.0.1:9201")));
  }

  /** Its nodes; empty where there are none but those that discovery finds. */
  @Override
  public List<URI> nodes() {
    return nodes == null ? List.of() : nodes;
  }

  static boolean isNode(URI node) {
    return ("http".equals(node.getScheme()) || "https".equals(node.getScheme()))
        && node.getHost() != null
        && node.getPort() > 0
        && node.getPort() < 65_536
        && (node.getRawPath() == null
            || node.getRawPath().isEmpty()
            || node.getRawPath().equals("/"))
        && node.getRawQuery() == null
        && node.getRawUserInfo() == null;
  }
}
