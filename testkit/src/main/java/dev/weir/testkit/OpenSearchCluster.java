package dev.weir.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A real OpenSearch cluster on 127.0.0.1, each node a process of its own. Nodes are numbered from 0
 * here and named from {@code node-1} on. No node outlives this process, however it ends. All
 * methods block, and may be called from any thread; two callers must not move the same node at
 * once.
 */
public final class OpenSearchCluster implements AutoCloseable {
  private final ClusterOptions options;
  private final DataFolder data;
  private final Ports ports;
  private final List<OpenSearchNode> nodes;
  private final ClusterClient client = new ClusterClient();
  private final Thread atExit = new Thread(this::end, "weir-testkit-exit");
  private final AtomicBoolean ended = new AtomicBoolean();

  private OpenSearchCluster(
      ClusterOptions options, DataFolder data, Ports ports, List<OpenSearchNode> nodes) {
    this.options = options;
    this.data = data;
    this.ports = ports;
    this.nodes = List.copyOf(nodes);
  }

  /** Starts as many nodes with {@linkplain ClusterOptions#of usual options}. */
  public static OpenSearchCluster start(int nodes) throws IOException {
    return start(ClusterOptions.of(nodes), StartListener.none());
  }

  /**
   * Starts a cluster; returns once every node takes requests and has its vote.
   *
   * @throws IOException if a node ends or does not become ready in time; then none is left
   */
  public static OpenSearchCluster start(ClusterOptions options, StartListener listener)
      throws IOException {
    NodeLibrary library = NodeLibrary.locate();
    Path wanted = options.data();
    DataFolder data = wanted == null ? DataFolder.temporary() : DataFolder.kept(wanted);
    Ports ports =
        options.firstPort() == 0
            ? Ports.take(options.nodes() * 2)
            : Ports.takeFrom(options.firstPort(), options.nodes() * 2);
    List<OpenSearchNode> nodes = new ArrayList<>();
    for (int i = 0; i < options.nodes(); i++) {
      Path home = Files.createDirectories(data.path().resolve(OpenSearchNode.nameOf(i)));
      String heap = options.heapMegabytes() + "m";
      List<String> jvm =
          List.of(
              "-Xms" + heap,
              "-Xmx" + heap,
              // Several nodes share few cores: what one compiles as it starts, the others lack.
              "-XX:TieredStopAtLevel=1",
              "-XX:ErrorFile=" + home.resolve("logs/crash.log"));
      List<String> command = library.command(jvm, NodeSettings.of(options, ports, i, home));
      URI uri = URI.create("http://127.0.0.1:" + NodeSettings.httpPort(ports, i));
      nodes.add(new OpenSearchNode(i, uri, home, command, listener));
    }
    OpenSearchCluster cluster = new OpenSearchCluster(options, data, ports, nodes);
    if (options.closeOnExit()) {
      Runtime.getRuntime().addShutdownHook(cluster.atExit);
    }
    try {
      cluster.launch();
    } catch (IOException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /**
   * One node that all tests of this process share; it lives as long as the process. Use indices of
   * your own, leave it running; closing it does nothing.
   */
  public static OpenSearchCluster single() {
    return Shared.CLUSTER;
  }

  public List<OpenSearchNode> nodes() {
    return nodes;
  }

  public OpenSearchNode node(int i) {
    return nodes.get(i);
  }

  /** Where each node takes requests, in the order of nodes; the same through restarts. */
  public List<URI> uris() {
    return nodes.stream().map(OpenSearchNode::uri).toList();
  }

  /** {@code SIGKILL}; returns once the process is gone. */
  public void kill(int i) {
    node(i).kill();
  }

  /** {@code SIGSTOP}: connections stay open, nothing is answered. Only if it is up. */
  public void freeze(int i) throws IOException {
    node(i).freeze();
  }

  /** {@code SIGCONT}. Only if it is frozen. */
  public void thaw(int i) throws IOException {
    node(i).thaw();
  }

  /** Lets it close in good order. */
  public void stop(int i) throws IOException {
    node(i).stop();
  }

  /** Starts it again on the same ports and data, ending it first if it runs; returns once ready. */
  public void restart(int i) throws IOException {
    OpenSearchNode node = node(i);
    node.stop();
    node.launch();
    node.awaitReady(options.patience());
  }

  /**
   * Waits until every node that is up says that the cluster is green, consists of exactly the nodes
   * that are up, and has as many voters as it can have, so that the next node may be lost.
   *
   * @throws IOException if that does not come about in time; says what was last answered, and what
   *     the nodes' logs warned of
   */
  public void awaitGreen(Duration patience) throws IOException {
    await(this::missingGreen, patience);
  }

  /** The index of the elected cluster manager, as the first node that answers sees it. */
  public OptionalInt manager() {
    for (URI uri : up()) {
      String name = client.manager(uri);
      OptionalInt index =
          IntStream.range(0, nodes.size()).filter(i -> node(i).name().equals(name)).findFirst();
      if (index.isPresent()) {
        return index;
      }
    }
    return OptionalInt.empty();
  }

  /** Ends every node, in good order if the data is kept, and removes temporary data. */
  @Override
  public void close() {
    if (options.name().equals(Shared.NAME)) {
      return;
    }
    try {
      if (options.closeOnExit()) {
        Runtime.getRuntime().removeShutdownHook(atExit);
      }
    } catch (IllegalStateException e) {
      // This process is ending: the hook does, or has done, the same.
    }
    end();
  }

  private void launch() throws IOException {
    for (OpenSearchNode node : nodes) {
      node.launch();
    }
    for (OpenSearchNode node : nodes) {
      node.awaitReady(options.patience());
    }
    // Not green: kept data may hold an index with more replicas than there are nodes.
    await(this::missingVotes, options.patience());
  }

  /** Waits until nothing is missing. */
  private void await(Supplier<String> missing, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    String last;
    do {
      last = missing.get();
      if (last.isEmpty()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
    throw new IOException("not whole after " + patience + ": " + last + warnings());
  }

  private String missingGreen() {
    List<URI> up = up();
    for (URI uri : up) {
      ClusterClient.Health health = client.health(uri, up.size());
      if (!health.green()) {
        return uri + " says " + health.answer();
      }
    }
    return missingVotes();
  }

  /** A node that has just joined has no vote yet; to lose another then would end all elections. */
  private String missingVotes() {
    List<URI> up = up();
    if (up.isEmpty()) {
      return "no node is up";
    }
    int voters = up.size() % 2 == 0 ? up.size() - 1 : up.size();
    int have = client.voters(up.getFirst());
    return have >= voters ? "" : "%d nodes have a vote (expected: %d)".formatted(have, voters);
  }

  private String warnings() {
    StringBuilder text = new StringBuilder();
    for (OpenSearchNode node : nodes) {
      text.append("\n").append(node.name()).append(' ').append(node.state());
      node.warnings().forEach(line -> text.append("\n    ").append(line));
    }
    return text.toString();
  }

  private List<URI> up() {
    return nodes.stream()
        .filter(node -> node.state() == ProcessState.UP)
        .map(OpenSearchNode::uri)
        .toList();
  }

  private void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    if (data.isKept()) {
      nodes.parallelStream().forEach(OpenSearchCluster::stopOrKill);
    }
    nodes.forEach(OpenSearchNode::kill);
    client.close();
    try {
      ports.close();
      data.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stopOrKill(OpenSearchNode node) {
    try {
      node.stop();
    } catch (IOException e) {
      node.kill();
    }
  }

  /** Started by whoever asks first. */
  private static final class Shared {
    static final String NAME = "weir-testkit-shared";

    /** A bulk of 20 MB, parsed, is more than the usual heap's circuit breaker lets through. */
    static final int HEAP_MEGABYTES = 512;

    static final OpenSearchCluster CLUSTER = start();

    private static OpenSearchCluster start() {
      try {
        return OpenSearchCluster.start(
            ClusterOptions.of(1).withName(NAME).withHeapMegabytes(HEAP_MEGABYTES),
            StartListener.none());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
