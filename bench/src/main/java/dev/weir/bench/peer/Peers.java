package dev.weir.bench.peer;

import dev.weir.bench.process.Cores;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts peers before one node, each alone on the proxy's core when its turn comes. */
public final class Peers {
  private static final Map<PeerKind, List<String>> NEEDS =
      Map.of(
          PeerKind.NGINX, List.of("nginx"),
          PeerKind.NGINX_64K, List.of("nginx"),
          PeerKind.HAPROXY, List.of("haproxy"),
          PeerKind.SPRING, List.of("mvn"));

  private final Stage stage;
  private final Cores cores;
  private final Path root;

  public Peers(Stage stage, Cores cores, Path root) {
    this.stage = stage;
    this.cores = cores;
    this.root = root;
  }

  /** Fails with the line that installs what is missing. */
  public static void require(List<PeerKind> kinds, String... others) {
    List<String> programs = new ArrayList<>(List.of("taskset"));
    programs.addAll(List.of(others));
    kinds.forEach(kind -> programs.addAll(NEEDS.getOrDefault(kind, List.of())));
    Tools.require(programs.stream().distinct().toList());
  }

  /** A node that answers every request with the same search result. */
  public int startStaticNode() {
    return Nginx.startStaticNode(stage, cores);
  }

  /**
   * Starts the peers and waits until all listen.
   *
   * @param streamed whether peers that buffer bodies by default are told to stream them
   */
  public List<Peer> start(List<PeerKind> kinds, int node, boolean streamed) {
    return kinds.stream().map(kind -> start(kind, node, streamed)).toList();
  }

  private Peer start(PeerKind kind, int node, boolean streamed) {
    return switch (kind) {
      case DIRECT -> new Peer(kind, node, null);
      case NGINX, NGINX_64K -> Nginx.startProxy(stage, cores, kind, node, streamed);
      case HAPROXY -> HaProxy.start(stage, cores, node);
      case SPRING -> SpringCloudGateway.start(stage, cores, node, root);
      case WEIR, WEIR_ALL, WEIR_RULES -> startWeir(kind, node);
    };
  }

  private Peer startWeir(PeerKind kind, int node) {
    WeirProgram program = new WeirProgram(stage, root);
    program.prepare();
    WeirProgram.Running running =
        switch (kind) {
          case WEIR_ALL -> program.startWithAll(node, cores::onProxyCore);
          case WEIR_RULES -> program.startWithRules(node, cores::onProxyCore);
          default -> program.start(node, cores::onProxyCore);
        };
    running.awaitListening();
    return running.peer(kind);
  }
}
