package dev.weir.bench;

import static dev.weir.bench.Ground.progress;
import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.load.Wrk;
import dev.weir.bench.peer.Peer;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.peer.Peers;
import dev.weir.bench.process.Stage;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Result;
import dev.weir.bench.report.Statistics;
import dev.weir.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processor time of the proxy for one search, with as much load as its core can take. */
final class CpuRun {
  private static final String CPU = "cpu-micros-per-request";
  private static final String RATE = "requests-per-second";
  private static final double MOST_OF_NGINX = 1.15;
  private static final double MOST_OF_NGINX_WITH_ALL = 1.2;
  private static final double MOST_OF_NGINX_WITH_RULES = 1.25;
  private static final double LEAST_OF_SPRING = 8;

  private final Ground ground;
  private final Plan plan;
  private final Samples samples = new Samples();

  CpuRun(Ground ground, Plan plan) {
    this.ground = ground;
    this.plan = plan;
  }

  /**
   * How long and with whom.
   *
   * @param warmUp of peers on a JVM
   */
  record Plan(List<PeerKind> peers, int rounds, Duration round, Duration warmUp, int connections) {}

  Result run() {
    Peers.require(plan.peers(), "wrk", "nginx");
    try (Stage stage = new Stage()) {
      Peers stand = new Peers(stage, ground.cores(), ground.root());
      List<Peer> peers = stand.start(plan.peers(), stand.startStaticNode(), false);
      Wrk wrk = new Wrk(stage, ground.cores(), plan.connections());
      peers.forEach(peer -> warmUp(wrk, peer, plan.warmUp()));
      for (int round = 1; round <= plan.rounds(); round++) {
        for (Peer peer : peers) {
          measure(wrk, peer, round);
        }
      }
    }
    return result();
  }

  /** Loads a peer until its code is compiled and its connections stand. */
  static void warmUp(Wrk wrk, Peer peer, Duration jvmWarmUp) {
    Duration duration = peer.kind().jvm() ? jvmWarmUp : Duration.ofSeconds(2);
    progress("warming up %s for %d s", peer.kind().label(), duration.toSeconds());
    wrk.run(peer.port(), duration);
  }

  private void measure(Wrk wrk, Peer peer, int number) {
    long before = peer.cpuMicros();
    Wrk.Round round = wrk.run(peer.port(), plan.round());
    long used = peer.cpuMicros() - before;
    double cpu = (double) used / round.requests();
    if (peer.kind() != PeerKind.DIRECT) {
      samples.add(CPU, peer.kind(), cpu);
    }
    samples.add(RATE, peer.kind(), round.perSecond());
    progress(
        "round %d/%d %-8s %7.2f µs of processor a request, %7.0f requests/s%s",
        number,
        plan.rounds(),
        peer.kind().label(),
        cpu,
        round.perSecond(),
        round.errors() == 0 ? "" : ", " + round.errors() + " ERRORS");
  }

  private Result result() {
    List<List<String>> rows = new ArrayList<>();
    for (PeerKind peer : plan.peers()) {
      rows.add(
          List.of(
              peer.label(),
              format(samples.median(CPU, peer), 2),
              Statistics.range(samples.of(CPU, peer), 2),
              samples.has(CPU, PeerKind.NGINX) && samples.has(CPU, peer)
                  ? format(samples.ratio(CPU, peer, PeerKind.NGINX), 2)
                  : "–",
              format(samples.median(RATE, peer), 0)));
    }
    Table table =
        new Table(
            "Processor time of the proxy per request, POST _search",
            List.of("peer", "µs, median", "µs, range", "× nginx of the same round", "requests/s"),
            rows);
    return ground.result(
        "cpu",
        """
        POST `/bills/_search`, 300 bytes in, 2 kB out, %d connections kept alive, closed loop (`wrk`), static node
        (nginx), %d rounds of %d s each after a warm-up of %d s for peers on a JVM. User and system time of all
        threads and workers of the proxy out of `/proc/PID/stat`, divided by the requests answered. `weir-all` stands before
        three addresses of the node: peak-EWMA balancing, checks, outliers, a breaker, a standby cluster, deadlines from a
        header and the route, retries, partial answers looked for, hedged reads; tenants by header and address, a limit for
        each tenant, address and operation, two lanes, one of them adaptive. `weir-rules` reads every search, with every rule
        enforced, facts, shapes and equivalent rewrites.
        """
            .formatted(
                plan.connections(),
                plan.rounds(),
                plan.round().toSeconds(),
                plan.warmUp().toSeconds()),
        figures(),
        List.of(table),
        samples.all());
  }

  private Figure besideNginx(String name, PeerKind peer, double most) {
    double ratio = samples.ratio(CPU, peer, PeerKind.NGINX);
    return new Figure(
        name,
        "≤ " + most + " × nginx",
        format(samples.median(CPU, peer), 2),
        "nginx " + format(samples.median(CPU, PeerKind.NGINX), 2),
        format(ratio, 2) + " ×",
        ratio <= most);
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    String weir = format(samples.median(CPU, PeerKind.WEIR), 2);
    if (samples.has(CPU, PeerKind.NGINX)) {
      if (samples.has(CPU, PeerKind.WEIR)) {
        figures.add(besideNginx("processor time per request, µs", PeerKind.WEIR, MOST_OF_NGINX));
      }
      if (samples.has(CPU, PeerKind.WEIR_ALL)) {
        figures.add(
            besideNginx(
                "processor time per request with all that keeps it up turned on, µs",
                PeerKind.WEIR_ALL,
                MOST_OF_NGINX_WITH_ALL));
      }
      if (samples.has(CPU, PeerKind.WEIR_RULES)) {
        figures.add(
            besideNginx(
                "processor time per request with every search read and every rule enforced, µs",
                PeerKind.WEIR_RULES,
                MOST_OF_NGINX_WITH_RULES));
      }
    }
    if (samples.has(CPU, PeerKind.WEIR) && samples.has(CPU, PeerKind.SPRING)) {
      double better = samples.ratio(CPU, PeerKind.SPRING, PeerKind.WEIR);
      figures.add(
          new Figure(
              "processor time per request, µs",
              "≥ " + format(LEAST_OF_SPRING, 0) + " × less than Spring Cloud Gateway",
              weir,
              "Spring Cloud Gateway " + format(samples.median(CPU, PeerKind.SPRING), 2),
              format(better, 1) + " × less",
              better >= LEAST_OF_SPRING));
    }
    return figures;
  }
}
