package dev.weir.app.demo;

import dev.weir.app.demo.Scene.NodeLine;
import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.status.ClusterStatus;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.testkit.ClusterOptions;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.OpenSearchNode;
import dev.weir.testkit.Ports;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.Bills;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Nodes, the gateway before them and an index of bills: what the load runs on. */
final class River implements AutoCloseable {
  static final String INDEX = "bills";

  private static final Duration GREEN = Duration.ofMinutes(1);
  private static final int HEAP_MEGABYTES = 320;

  private final Ports port;
  private final OpenSearchCluster cluster;
  private final Gateway gateway;
  private final URI uri;
  private final Thread managerWatch;
  private volatile int manager = -1;
  private volatile int rate;

  private River(Ports port, OpenSearchCluster cluster, Gateway gateway, URI uri) {
    this.port = port;
    this.cluster = cluster;
    this.gateway = gateway;
    this.uri = uri;
    managerWatch = Thread.ofVirtual().name("demo-manager-watch").unstarted(this::watchManager);
  }

  /**
   * Starts everything and fills the index through the gateway; blocks until the cluster is green.
   *
   * @throws IOException if anything fails; then nothing is left running
   */
  static River open(DemoOptions options, Bills bills, Progress progress, EventLog events)
      throws IOException {
    Ports port = Ports.takeFrom(options.port(), 1);
    if (port.get(0) != options.port()) {
      events.add(
          Tone.WARNING,
          "port %d is taken: the gateway is on %d".formatted(options.port(), port.get(0)));
    }
    OpenSearchCluster cluster =
        OpenSearchCluster.start(
            ClusterOptions.of(options.nodes())
                .withName("weir-demo")
                .withHeapMegabytes(HEAP_MEGABYTES)
                .withFirstPort(port.get(0) + 1),
            progress);
    try {
      Gateway gateway =
          Gateway.start(
              GatewaySettings.between(Address.loopback(port.get(0)), cluster.uris())
                  .withQueries(QueriesSettings.defaults()),
              ExchangeObserver.none());
      URI uri = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort());
      River river = new River(port, cluster, gateway, uri);
      river.fill(bills, progress);
      river.rate = new WarmUp(uri, bills, progress).run(options.rate(), options.fixedRate());
      river.managerWatch.start();
      return river;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  OpenSearchCluster cluster() {
    return cluster;
  }

  /** Where clients connect. */
  URI uri() {
    return uri;
  }

  /** Requests per second that it carries. */
  int rate() {
    return rate;
  }

  List<NodeLine> nodes() {
    Map<String, EndpointStatus> endpoints =
        gateway.status().clusters().stream()
            .map(ClusterStatus::endpoints)
            .flatMap(List::stream)
            .collect(Collectors.toMap(EndpointStatus::name, Function.identity(), (a, b) -> a));
    List<NodeLine> lines = new ArrayList<>();
    for (int i = 0; i < cluster.nodes().size(); i++) {
      OpenSearchNode node = cluster.node(i);
      lines.add(
          new NodeLine(
              i + 1,
              node.uri(),
              node.state(),
              manager == i,
              endpoints.get(node.uri().getAuthority())));
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    managerWatch.interrupt();
    gateway.close();
    cluster.close();
    port.close();
  }

  private void fill(Bills bills, Progress progress) throws IOException {
    try (BillIndex index = new BillIndex(uri, INDEX)) {
      index.create(Math.min(2, cluster.nodes().size()), Math.min(1, cluster.nodes().size() - 1));
      index.load(bills, progress);
    }
    cluster.awaitGreen(GREEN);
  }

  private void watchManager() {
    while (!Thread.currentThread().isInterrupted()) {
      manager = cluster.manager().orElse(-1);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }
}
