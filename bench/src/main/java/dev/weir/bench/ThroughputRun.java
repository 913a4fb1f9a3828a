package dev.weir.bench;

import static dev.weir.bench.Ground.progress;
import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.load.TransferLoad;
import dev.weir.bench.load.TransferPlan;
import dev.weir.bench.load.TransferPlan.Direction;
import dev.weir.bench.peer.Peer;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.peer.Peers;
import dev.weir.bench.process.Stage;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Result;
import dev.weir.bench.report.Statistics;
import dev.weir.bench.report.Table;
import java.util.ArrayList;
import java.util.List;

/** One big body on one connection, each way. */
final class ThroughputRun {
  private static final double LEAST_OF_NGINX = 0.9;

  private final Ground ground;
  private final Plan plan;
  private final Samples samples = new Samples();

  ThroughputRun(Ground ground, Plan plan) {
    this.ground = ground;
    this.plan = plan;
  }

  /** How much and with whom. */
  record Plan(List<PeerKind> peers, int rounds, long bytes) {}

  Result run() {
    Peers.require(plan.peers());
    try (Stage stage = new Stage()) {
      TransferLoad load = new TransferLoad(stage, ground.cores());
      int node = load.startNode();
      List<Peer> peers =
          new Peers(stage, ground.cores(), ground.root()).start(plan.peers(), node, true);
      for (Peer peer : peers) {
        warmUp(load, peer);
      }
      for (int round = 1; round <= plan.rounds(); round++) {
        for (Direction direction : Direction.values()) {
          for (Peer peer : peers) {
            measure(load, peer, direction, round);
          }
        }
      }
    }
    return result();
  }

  private void warmUp(TransferLoad load, Peer peer) {
    if (peer.kind().jvm()) {
      for (Direction direction : Direction.values()) {
        progress("warming up %s, %s", peer.kind().label(), direction.label());
        load.move(peer.port(), TransferPlan.single(direction, plan.bytes()));
      }
    }
  }

  private void measure(TransferLoad load, Peer peer, Direction direction, int round) {
    long before = peer.cpuMicros();
    TransferLoad.Moved moved = load.move(peer.port(), TransferPlan.single(direction, plan.bytes()));
    double cpu = (peer.cpuMicros() - before) / 1e3 / (moved.bytes() / 1e9);
    samples.add(direction.label(), peer.kind(), moved.megabytesPerSecond());
    samples.add(cpuOf(direction), peer.kind(), cpu);
    progress(
        "round %d/%d %-8s %-8s %6.0f MB/s, %4.0f ms of processor per GB",
        round,
        plan.rounds(),
        peer.kind().label(),
        direction.label(),
        moved.megabytesPerSecond(),
        cpu);
  }

  private static String cpuOf(Direction direction) {
    return direction.label() + "-cpu-millis-per-gigabyte";
  }

  private Result result() {
    List<Table> tables = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      tables.add(table(direction));
      if (samples.has(direction.label(), PeerKind.WEIR)
          && samples.has(direction.label(), PeerKind.NGINX)) {
        figures.add(figure(direction));
      }
    }
    return ground.result(
        "throughput",
        """
        One body of %.1f GB on one connection, each way, %d rounds. The node discards what it gets and sends from a
        sparse file; nginx streams (`proxy_request_buffering off`, `proxy_buffering off`), once with its default buffers
        and once with buffers of 64 kB. Client and node share the cores
        that the proxy does not have, so `direct` is no upper bound where one core serves both ends.
        """
            .formatted(plan.bytes() / 1e9, plan.rounds()),
        figures,
        tables,
        samples.all());
  }

  private Table table(Direction direction) {
    List<List<String>> rows = new ArrayList<>();
    for (PeerKind peer : plan.peers()) {
      String figure = direction.label();
      rows.add(
          List.of(
              peer.label(),
              format(samples.median(figure, peer), 0),
              Statistics.range(samples.of(figure, peer), 0),
              samples.has(figure, PeerKind.NGINX)
                  ? format(samples.ratio(figure, peer, PeerKind.NGINX), 2)
                  : "–",
              format(samples.median(cpuOf(direction), peer), 0)));
    }
    return new Table(
        "One " + direction.label(),
        List.of(
            "peer", "MB/s, median", "MB/s, range", "× nginx of the same round", "proxy CPU ms/GB"),
        rows);
  }

  private Figure figure(Direction direction) {
    double ratio = samples.ratio(direction.label(), PeerKind.WEIR, PeerKind.NGINX);
    return new Figure(
        direction.label() + " of one body, MB/s",
        "≥ " + LEAST_OF_NGINX + " × nginx",
        format(samples.median(direction.label(), PeerKind.WEIR), 0),
        "nginx " + format(samples.median(direction.label(), PeerKind.NGINX), 0),
        format(ratio, 2) + " ×",
        ratio >= LEAST_OF_NGINX);
  }
}
