package dev.weir.bench.peer;

import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Peers before a whole cluster, each set up as someone does who wants to lose a node and no
 * request.
 */
// A configuration file reads better whole than inside the call that fills it in.
@SuppressWarnings("InlineFormatString")
public final class ClusterPeers {
  /**
   * Tries another node after every kind of failure, for every request: searches are POST, and the
   * load's bulks carry ids. The timeout is what people have who set one at all.
   */
  private static final String NGINX =
      """
        upstream cluster {
          least_conn;
      %s
          keepalive 64;
        }
        server {
          listen 127.0.0.1:%d backlog=4096;
          location / {
            proxy_pass http://cluster;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_connect_timeout 1s;
            proxy_read_timeout 5s;
            proxy_next_upstream error timeout http_502 http_503 http_504 non_idempotent;
            proxy_next_upstream_tries 3;
          }
        }
      """;

  /** As well as it can be tuned: gives up on a node after 1.5 s and asks another, twice. */
  private static final String HAPROXY =
      """
      global
        maxconn 8192
      defaults
        mode http
        timeout connect 500ms
        timeout client 60s
        timeout queue 2s
        timeout server 1500ms
        timeout check 500ms
        retries 3
        option redispatch 1
        retry-on conn-failure empty-response junk-response response-timeout 502 503 504
        http-reuse always
      frontend clients
        bind 127.0.0.1:%d backlog 4096
        default_backend cluster
      backend cluster
        balance leastconn
        option httpchk GET /
        default-server check inter 500ms fall 2 rise 2 on-marked-down shutdown-sessions
      %s
      """;

  private static final String WEIR =
      """
      listeners:
        - address: 127.0.0.1:%d
      clusters:
        - name: main
          nodes: [%s]
          deadline: 5s
          hedge: {enabled: true}
      %s
      """;

  private static final String STANDBY =
      """
      listeners:
        - address: 127.0.0.1:%d
      clusters:
        - name: a
          nodes: [%s]
          deadline: 5s
        - name: b
          nodes: [%s]
          deadline: 5s
      routes:
        - name: all
          path-prefix: /
          cluster: a
          standby: b
      """;

  private static final String SHOWN =
      """
      admin:
        address: 127.0.0.1:%d
      access-log:
        file: %s
      """;

  private final Stage stage;
  private final Path root;
  private final Path logs;

  /**
   * Starts nobody yet.
   *
   * @param root of the repository
   * @param logs where peers write what they log
   */
  public ClusterPeers(Stage stage, Path root, Path logs) {
    this.stage = stage;
    this.root = root;
    this.logs = logs;
  }

  /** Fails with the line that installs what is missing. */
  public static void require(List<PeerKind> kinds) {
    for (PeerKind kind : kinds) {
      switch (kind) {
        case DIRECT, WEIR -> {}
        case NGINX, HAPROXY -> Tools.require(List.of(kind.label()));
        case NGINX_64K, SPRING, WEIR_ALL, WEIR_RULES ->
            throw new BenchFailure(kind.label() + " has no set-up for a whole cluster");
      }
    }
  }

  /**
   * Starts a peer and waits until it listens.
   *
   * @param weirCluster further keys of Weir's cluster, a line of YAML each
   * @return where clients send; for a client alone the nodes themselves
   */
  public List<URI> start(PeerKind kind, List<URI> nodes, List<String> weirCluster) {
    return switch (kind) {
      case DIRECT -> nodes;
      case NGINX -> List.of(startNginx(servers(nodes, "")));
      case HAPROXY -> List.of(startHaProxy(nodes));
      case WEIR -> List.of(startWeir(nodes, weirCluster));
      case NGINX_64K, SPRING, WEIR_ALL, WEIR_RULES ->
          throw new BenchFailure(kind.label() + " has no set-up for a whole cluster");
    };
  }

  /** Fails unless a standby cluster can be set up for each. */
  public static void requireWithStandby(List<PeerKind> kinds) {
    for (PeerKind kind : kinds) {
      switch (kind) {
        case WEIR -> {}
        case NGINX -> Tools.require(List.of(kind.label()));
        case DIRECT, HAPROXY, NGINX_64K, SPRING, WEIR_ALL, WEIR_RULES ->
            throw new BenchFailure(kind.label() + " has no set-up for two clusters");
      }
    }
  }

  /**
   * Starts a peer before a cluster that another stands by for, and waits until it listens.
   *
   * @return where clients send
   */
  public URI startWithStandby(PeerKind kind, List<URI> nodes, List<URI> standby) {
    return switch (kind) {
      case NGINX -> startNginx(servers(nodes, "") + "\n" + servers(standby, " backup"));
      case WEIR -> startWeir(port -> STANDBY.formatted(port, list(nodes), list(standby)));
      case DIRECT, HAPROXY, NGINX_64K, SPRING, WEIR_ALL, WEIR_RULES ->
          throw new BenchFailure(kind.label() + " has no set-up for two clusters");
    };
  }

  private static String servers(List<URI> nodes, String role) {
    return nodes.stream()
        .map(node -> "    server " + node.getAuthority() + role + ";")
        .collect(Collectors.joining("\n"));
  }

  private static String list(List<URI> nodes) {
    return nodes.stream().map(URI::toString).collect(Collectors.joining(", "));
  }

  private URI startNginx(String servers) {
    int port = stage.port();
    return listening(
        Nginx.start(stage, "nginx", NGINX.formatted(servers, port), command -> command), port);
  }

  private URI startHaProxy(List<URI> nodes) {
    int port = stage.port();
    String servers =
        IntStream.range(0, nodes.size())
            .mapToObj(i -> "  server node-%d %s".formatted(i + 1, nodes.get(i).getAuthority()))
            .collect(Collectors.joining("\n"));
    Path configuration = stage.write("haproxy.cfg", HAPROXY.formatted(port, servers));
    List<String> command =
        List.of(Tools.path("haproxy"), "-db", "-q", "-f", configuration.toString());
    return listening(stage.start("haproxy", command), port);
  }

  private URI startWeir(List<URI> nodes, List<String> weirCluster) {
    String more = weirCluster.stream().map(line -> "    " + line).collect(Collectors.joining("\n"));
    return startWeir(port -> WEIR.formatted(port, list(nodes), more));
  }

  private URI startWeir(IntFunction<String> configured) {
    int port = stage.port();
    String configuration =
        configured.apply(port) + SHOWN.formatted(stage.port(), logs.resolve("access.log"));
    WeirProgram program = new WeirProgram(stage, root);
    program.prepare();
    return listening(
        program.start(stage.write("weir.yaml", configuration), command -> command), port);
  }

  private static URI listening(Service service, int port) {
    service.awaitListening(port, Duration.ofMinutes(1));
    return URI.create("http://127.0.0.1:" + port);
  }
}
