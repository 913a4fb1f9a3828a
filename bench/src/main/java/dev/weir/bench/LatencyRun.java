package dev.weir.bench;

import static dev.weir.bench.Ground.progress;
import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.load.OpenLoopLoad;
import dev.weir.bench.load.Wrk;
import dev.weir.bench.peer.Peer;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.peer.Peers;
import dev.weir.bench.process.Stage;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Result;
import dev.weir.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Latency at a fixed rate that leaves everyone idle most of the time. */
final class LatencyRun {
  private static final List<String> LATENCIES = List.of("p50", "p99", "p99.9");
  private static final String LATENESS_50 = "generator-lateness-p50";
  private static final String LATENESS_99 = "generator-lateness-p99";
  private static final double MOST_ABOVE_NGINX = 0.2;
  private static final int WARM_UP_CONNECTIONS = 64;

  private final Ground ground;
  private final Plan plan;
  private final Samples samples = new Samples();

  LatencyRun(Ground ground, Plan plan) {
    this.ground = ground;
    this.plan = plan;
  }

  /**
   * How long and with whom.
   *
   * @param warmUp of peers on a JVM
   * @param rate requests per second over all connections
   */
  record Plan(
      List<PeerKind> peers,
      int rounds,
      Duration round,
      Duration warmUp,
      int rate,
      int connections) {}

  Result run() {
    Peers.require(plan.peers(), "wrk", "nginx");
    try (Stage stage = new Stage()) {
      Peers stand = new Peers(stage, ground.cores(), ground.root());
      List<Peer> peers = stand.start(plan.peers(), stand.startStaticNode(), false);
      Wrk wrk = new Wrk(stage, ground.cores(), WARM_UP_CONNECTIONS);
      peers.forEach(peer -> CpuRun.warmUp(wrk, peer, plan.warmUp()));
      OpenLoopLoad load = new OpenLoopLoad(stage, ground.cores(), plan.rate(), plan.connections());
      for (int round = 1; round <= plan.rounds(); round++) {
        for (Peer peer : peers) {
          measure(load, peer, round);
        }
      }
    }
    return result();
  }

  private void measure(OpenLoopLoad load, Peer peer, int number) {
    // The generator's own code must be compiled too: it warms up before it counts.
    OpenLoopLoad.Round round = load.run(peer.port(), Duration.ofSeconds(4), plan.round());
    samples.add("p50", peer.kind(), round.p50());
    samples.add("p99", peer.kind(), round.p99());
    samples.add("p99.9", peer.kind(), round.p999());
    samples.add(LATENESS_50, peer.kind(), round.lateness50());
    samples.add(LATENESS_99, peer.kind(), round.lateness99());
    progress(
        "round %d/%d %-8s p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms (sent late by %.3f ms at p50,"
            + " %.3f ms at p99)%s",
        number,
        plan.rounds(),
        peer.kind().label(),
        round.p50(),
        round.p99(),
        round.p999(),
        round.lateness50(),
        round.lateness99(),
        round.errors() == 0 ? "" : ", " + round.errors() + " ERRORS");
  }

  private Result result() {
    return ground.result(
        "latency",
        """
        The same search, open loop at %d requests a second over %d connections, %d rounds of %d s each. Latency runs from
        the instant at which a request was due, not from when it was sent (no coordinated omission), into an HdrHistogram.
        `sent late`, a part of every latency, is the generator's own noise and any wait for the answer before on the same
        connection; `direct` is the floor.
        """
            .formatted(plan.rate(), plan.connections(), plan.rounds(), plan.round().toSeconds()),
        figures(),
        List.of(table()),
        samples.all());
  }

  private Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (PeerKind peer : plan.peers()) {
      List<String> row = new ArrayList<>(List.of(peer.label()));
      LATENCIES.forEach(latency -> row.add(format(samples.median(latency, peer), 3)));
      for (String latency : List.of("p50", "p99")) {
        row.add(
            samples.has(latency, PeerKind.DIRECT)
                ? format(samples.difference(latency, peer, PeerKind.DIRECT), 3)
                : "–");
      }
      row.add(
          format(samples.median(LATENESS_50, peer), 3)
              + " / "
              + format(samples.median(LATENESS_99, peer), 3));
      rows.add(row);
    }
    return new Table(
        "Latency in milliseconds, medians of the rounds",
        List.of(
            "peer",
            "p50",
            "p99",
            "p99.9",
            "added at p50",
            "added at p99",
            "sent late at p50 / p99"),
        rows);
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (samples.has("p50", PeerKind.WEIR) && samples.has("p50", PeerKind.NGINX)) {
      for (String latency : List.of("p50", "p99")) {
        double above = samples.difference(latency, PeerKind.WEIR, PeerKind.NGINX);
        figures.add(
            new Figure(
                latency + " at " + plan.rate() + "/s, ms",
                "≤ nginx + " + MOST_ABOVE_NGINX,
                format(samples.median(latency, PeerKind.WEIR), 3),
                "nginx " + format(samples.median(latency, PeerKind.NGINX), 3),
                (above >= 0 ? "+" : "") + format(above, 3),
                above <= MOST_ABOVE_NGINX));
      }
    }
    return figures;
  }
}
