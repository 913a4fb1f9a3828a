package dev.weir.bench.peer;

import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Peers before a cluster, each set up as someone does who expects one tenant to flood it. */
// A configuration file reads better whole than inside the call that fills it in.
@SuppressWarnings("InlineFormatString")
public final class FloodPeers {
  /**
   * Its owner has measured how many requests the cluster bears at once and divides them among the
   * nodes; the rest waits in HAProxy for up to a second, those who matter first.
   */
  private static final String HAPROXY =
      """
      global
        maxconn 8192
      defaults
        mode http
        timeout connect 500ms
        timeout client 60s
        timeout queue 1s
        timeout server 5s
        http-reuse always
      frontend clients
        bind 127.0.0.1:%d backlog 4096
        http-request set-priority-class int(-10) if { req.hdr(X-Team) payments }
        default_backend cluster
      backend cluster
        balance leastconn
      %s
      """;

  /**
   * The flood has one node for itself, on which its searches are worked on; how many at once is not
   * said: Weir finds out what the node bears.
   */
  private static final String WEIR =
      """
      listeners:
        - address: 127.0.0.1:%d
      clusters:
        - name: main
          nodes: [%s]
          deadline: 2s
      tenants:
        known:
          - name: payments
            priority: critical
            headers: [{name: X-Team, value: payments}]
          - name: campaigns
            priority: low
            headers: [{name: X-Team, value: campaigns}]
      lanes:
        - name: campaigns
          cluster: main
          tenants: [campaigns]
          endpoints: {named: ["%s"], reserved: true, copies: own}
      %s
        - name: everyone
          cluster: main
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
  public FloodPeers(Stage stage, Path root, Path logs) {
    this.stage = stage;
    this.root = root;
    this.logs = logs;
  }

  /**
   * A peer that listens.
   *
   * @param targets where clients send; of a client alone the nodes themselves
   * @param service null without a process
   * @param heap null but for Weir
   */
  public record FloodPeer(
      PeerKind kind, List<URI> targets, @Nullable Service service, @Nullable JvmHeap heap) {
    public FloodPeer {
      targets = List.copyOf(targets);
    }

    /** What is left on its heap once its garbage is gone, in bytes; 0 without a heap. */
    public long liveHeap() {
      return heap == null ? 0 : heap.live();
    }
  }

  /** Fails with the line that installs what is missing. */
  public static void require(List<PeerKind> kinds) {
    Tools.require(List.of("setsid"));
    for (PeerKind kind : kinds) {
      switch (kind) {
        case DIRECT, WEIR -> {}
        case HAPROXY -> Tools.require(List.of(kind.label()));
        case NGINX, NGINX_64K, SPRING, WEIR_ALL, WEIR_RULES ->
            throw new BenchFailure(kind.label() + " has no set-up for a flood");
      }
    }
  }

  /**
   * Starts a peer and waits until it listens.
   *
   * @param bearable requests at once at which the cluster was found to do its best
   * @param lane further keys of Weir's lane for the flood, a line of YAML each
   */
  public FloodPeer start(PeerKind kind, List<URI> nodes, int bearable, List<String> lane) {
    return switch (kind) {
      case DIRECT -> new FloodPeer(kind, nodes, null, null);
      case HAPROXY -> startHaProxy(nodes, bearable);
      case WEIR -> startWeir(nodes, lane);
      case NGINX, NGINX_64K, SPRING, WEIR_ALL, WEIR_RULES ->
          throw new BenchFailure(kind.label() + " has no set-up for a flood");
    };
  }

  private FloodPeer startHaProxy(List<URI> nodes, int bearable) {
    int port = stage.port();
    int each = Math.max(1, Math.ceilDiv(bearable, nodes.size()));
    String servers =
        IntStream.range(0, nodes.size())
            .mapToObj(
                i ->
                    "  server node-%d %s maxconn %d"
                        .formatted(i + 1, nodes.get(i).getAuthority(), each))
            .collect(Collectors.joining("\n"));
    Path configuration = stage.write("haproxy.cfg", HAPROXY.formatted(port, servers));
    Service service =
        stage.start(
            "haproxy",
            apart(List.of(Tools.path("haproxy"), "-db", "-q", "-f", configuration.toString())));
    return listening(PeerKind.HAPROXY, service, port, false);
  }

  private FloodPeer startWeir(List<URI> nodes, List<String> lane) {
    int port = stage.port();
    String list = nodes.stream().map(URI::toString).collect(Collectors.joining(", "));
    String more = lane.stream().map(line -> "    " + line).collect(Collectors.joining("\n"));
    String configuration =
        WEIR.formatted(
            port,
            list,
            nodes.getLast().getAuthority(),
            more,
            stage.port(),
            logs.resolve("access.log"));
    WeirProgram program = new WeirProgram(stage, root);
    program.prepare();
    return listening(
        PeerKind.WEIR,
        program.start(stage.write("weir.yaml", configuration), FloodPeers::apart),
        port,
        true);
  }

  /** In a session of its own, for its own part of the processor, as the nodes are. */
  private static List<String> apart(List<String> command) {
    return Stream.concat(Stream.of("setsid"), command.stream()).toList();
  }

  private FloodPeer listening(PeerKind kind, Service service, int port, boolean jvm) {
    service.awaitListening(port, Duration.ofMinutes(1));
    JvmHeap heap = jvm ? new JvmHeap(stage, service.handle()) : null;
    return new FloodPeer(kind, List.of(URI.create("http://127.0.0.1:" + port)), service, heap);
  }
}
