package dev.weir.bench.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.bench.peer.ClusterPeers;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Stage;
import dev.weir.testkit.ClusterOptions;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.OpenSearchNode;
import dev.weir.testkit.StartListener;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.Bills;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One peer before a new cluster of its own, through the whole timetable. Blocks. */
final class PeerRun {
  static final String INDEX = "bills";
  static final int SHARDS = 3;
  static final int REPLICAS = 1;
  static final int POPULATION = 20_000;
  static final int NODES = 3;
  private static final long SEED = 1;
  private static final int HEAP_MEGABYTES = 384;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PeerKind peer;
  private final FaultPlan plan;
  private final Path root;
  private final Path logs;
  private final Consumer<String> told;

  /**
   * Starts nothing yet.
   *
   * @param root of the repository
   * @param logs where the logs of everyone who takes part are kept
   * @param told hears how far it is
   */
  PeerRun(PeerKind peer, FaultPlan plan, Path root, Path logs, Consumer<String> told) {
    this.peer = peer;
    this.plan = plan;
    this.root = root;
    this.logs = logs;
    this.told = told;
  }

  PeerOutcome run() {
    ClusterOptions options =
        ClusterOptions.of(NODES)
            .withName("weir-faults")
            .withHeapMegabytes(HEAP_MEGABYTES)
            .withSettings(plan.engine().node());
    told.accept("starting %d nodes".formatted(NODES));
    try {
      Files.createDirectories(logs);
      try (OpenSearchCluster cluster = OpenSearchCluster.start(options, StartListener.none());
          Stage stage = new Stage()) {
        Bills bills = fill(cluster);
        ClusterPeers peers = new ClusterPeers(stage, root, logs);
        List<URI> targets = peers.start(peer, cluster.uris(), plan.weirCluster());
        try {
          return new Course(peer, plan, cluster, bills, logs, told).run(targets);
        } finally {
          keepLogs(cluster);
        }
      }
    } catch (IOException e) {
      throw new BenchFailure(peer.label() + ": " + e.getMessage(), e);
    }
  }

  private Bills fill(OpenSearchCluster cluster) throws IOException {
    Bills bills = new Bills(SEED, POPULATION);
    ObjectMapper json = new ObjectMapper();
    URI node = cluster.uris().getFirst();
    try (BillIndex index = new BillIndex(node, INDEX);
        ClusterQuestions direct = new ClusterQuestions(node)) {
      direct.send("PUT", "/_cluster/settings", json.readTree(plan.engine().cluster()));
      index.create(SHARDS, REPLICAS);
      direct.send("PUT", "/" + INDEX + "/_settings", json.readTree(plan.engine().index()));
      index.load(bills, (loaded, total) -> {});
    }
    cluster.awaitGreen(PATIENCE);
    return bills;
  }

  /** The nodes' data, logs included, goes with the cluster. */
  private void keepLogs(OpenSearchCluster cluster) throws IOException {
    for (OpenSearchNode node : cluster.nodes()) {
      try (Stream<Path> files = Files.list(node.home().resolve("logs"))) {
        for (Path log : files.filter(Files::isRegularFile).toList()) {
          Path kept = logs.resolve(node.name() + "-" + log.getFileName());
          Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
