package dev.weir.bench.faults;

import dev.weir.bench.peer.ClusterPeers;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Waiting;
import dev.weir.testkit.ClusterOptions;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.StartListener;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Two clusters with the same bills, one of which takes over the reads of the other: that is killed
 * whole while it serves as many as the machine bears. Blocks.
 */
final class LostCluster {
  static final int NODES = 2;
  static final int POPULATION = 5_000;
  private static final String INDEX = "bills";
  private static final int HEAP_MEGABYTES = 384;
  private static final long SEED = 1;
  private static final int MOST_IN_FLIGHT = 2_000;
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PeerKind peer;
  private final LostClusterPlan plan;
  private final Path root;
  private final Path logs;
  private final Consumer<String> told;

  /**
   * Starts nothing yet.
   *
   * @param root of the repository
   * @param logs where everyone's logs are kept
   * @param told hears how far it is
   */
  LostCluster(PeerKind peer, LostClusterPlan plan, Path root, Path logs, Consumer<String> told) {
    this.peer = peer;
    this.plan = plan;
    this.root = root;
    this.logs = logs;
    this.told = told;
  }

  LostReads run() {
    told.accept("starting two clusters");
    Bills bills = new Bills(SEED, POPULATION);
    try {
      Files.createDirectories(logs);
      try (OpenSearchCluster lost = start("weir-lost", bills);
          OpenSearchCluster standby = start("weir-standby", bills);
          Stage stage = new Stage()) {
        URI target =
            new ClusterPeers(stage, root, logs).startWithStandby(peer, lost.uris(), standby.uris());
        return underLoad(target, lost, bills);
      }
    } catch (IOException e) {
      throw new BenchFailure(peer.label() + ": " + e.getMessage(), e);
    }
  }

  private static OpenSearchCluster start(String name, Bills bills) throws IOException {
    OpenSearchCluster cluster =
        OpenSearchCluster.start(
            ClusterOptions.of(NODES).withName(name).withHeapMegabytes(HEAP_MEGABYTES),
            StartListener.none());
    try (BillIndex index = new BillIndex(cluster.uris().getFirst(), INDEX)) {
      index.create(1, 1);
      index.load(bills, (loaded, total) -> {});
    }
    cluster.awaitGreen(PATIENCE);
    return cluster;
  }

  private LostReads underLoad(URI target, OpenSearchCluster lost, Bills bills) {
    LoadOptions options =
        new LoadOptions(target, plan.rate(), Course.DEADLINE, MOST_IN_FLIGHT, SEED);
    LostReads reads = new LostReads(peer);
    try (LoadGenerator load =
        LoadGenerator.start(options, BillWorkload.reads(INDEX, bills), reads::onEnd)) {
      told.accept("warming up");
      Waiting.pass(plan.warmUp());
      reads.calm(System.nanoTime());
      Waiting.pass(CALM);
      told.accept("kill -9 of every node");
      reads.killed(System.nanoTime());
      for (int node = 0; node < NODES; node++) {
        lost.kill(node);
      }
      Waiting.pass(LostReads.MINUTE);
      load.drain(Course.DEADLINE.multipliedBy(2));
    }
    told.accept(reads.inWords());
    return reads;
  }
}
