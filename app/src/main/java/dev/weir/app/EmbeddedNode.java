package dev.weir.app;

import dev.weir.testkit.ClusterOptions;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.Ports;
import dev.weir.testkit.StartListener.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One OpenSearch node as a process of its own, started while the gateway already listens, so that
 * the empty configuration works. Its data outlives it.
 */
final class EmbeddedNode implements AutoCloseable {
  private static final int WISHED_PORT = 9201;

  private final CompletableFuture<OpenSearchCluster> started;

  private EmbeddedNode(CompletableFuture<OpenSearchCluster> started) {
    this.started = started;
  }

  /** Where the node can be: the first free port from 9201 on. */
  static URI freeAddress() throws IOException {
    try (Ports ports = Ports.takeFrom(WISHED_PORT, 1)) {
      return URI.create("http://127.0.0.1:" + ports.get(0));
    }
  }

  /**
   * Begins to start the node; returns at once.
   *
   * @param address where it is to be
   * @param data folder of its data; made if it is not there
   * @param stop is told if the node does not come up
   */
  static EmbeddedNode start(URI address, Path data, PrintWriter out, Stop stop) {
    out.println("  node      one OpenSearch node starts behind it; its data is in " + data);
    out.flush();
    ClusterOptions options =
        ClusterOptions.of(1)
            .withName("weir")
            .withData(data)
            .withFirstPort(address.getPort())
            .withoutCloseOnExit();
    CompletableFuture<OpenSearchCluster> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("weir-node")
        .daemon()
        .start(() -> launch(options, address, started, out, stop));
    return new EmbeddedNode(started);
  }

  private static void launch(
      ClusterOptions options,
      URI address,
      CompletableFuture<OpenSearchCluster> started,
      PrintWriter out,
      Stop stop) {
    try {
      OpenSearchCluster cluster =
          OpenSearchCluster.start(options, (node, stage) -> say(out, stage, address));
      started.complete(cluster);
      if (!cluster.uris().getFirst().equals(address)) {
        stop.fail("the port of " + address + " was taken by another program; try again");
      }
    } catch (IOException | RuntimeException e) {
      started.completeExceptionally(e);
      stop.fail("the OpenSearch node did not start: " + e.getMessage());
    }
  }

  private static void say(PrintWriter out, Stage stage, URI address) {
    String where = stage == Stage.READY ? " at " + address : "";
    out.println("  node      " + stage.name().toLowerCase(Locale.ROOT) + where);
    out.flush();
  }

  /** Ends the node in good order; one that is still starting is waited for. */
  @Override
  public void close() {
    try {
      started.join().close();
    } catch (CompletionException e) {
      // It never was; that has been said.
    }
  }
}
