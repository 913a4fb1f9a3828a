package dev.weir.bench;

import static dev.weir.bench.Ground.progress;
import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.load.Crowd;
import dev.weir.bench.load.OpenLoopLoad;
import dev.weir.bench.load.TransferLoad;
import dev.weir.bench.peer.MemoryWatch;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.peer.Peers;
import dev.weir.bench.peer.WeirProgram;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Waiting;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Result;
import dev.weir.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Good requests beside ten thousand connections, most of which are slow or idle. */
// A configuration file reads better whole than inside the call that fills it in.
@SuppressWarnings("InlineFormatString")
final class CrowdRun {
  private static final double MEGABYTE = 1024.0 * 1024;
  private static final double MOST_SLOWER = 1.5;
  private static final double MOST_MEMORY = 512;
  private static final Duration SETTLING = Duration.ofSeconds(12);

  private static final String CONFIGURATION =
      """
      listeners:
        - address: 127.0.0.1:%d
          max-connections: 20000
      clusters:
        - name: main
          nodes: ["http://127.0.0.1:%d"]
        - name: files
          nodes: ["http://127.0.0.1:%d"]
      routes:
        - {name: files, path-prefix: /bytes, cluster: files}
        - {name: all, path-prefix: /, cluster: main}
      admin:
        address: 127.0.0.1:%d
      """;

  private final Ground ground;
  private final Plan plan;
  private final Samples samples = new Samples();
  private final List<List<String>> rows = new ArrayList<>();

  CrowdRun(Ground ground, Plan plan) {
    this.ground = ground;
    this.plan = plan;
  }

  /**
   * How many.
   *
   * @param connections of the crowd
   * @param rate of good requests a second
   * @param rounds in which the crowd is there, each after one in which it is not
   */
  record Plan(int connections, int rate, int rounds, Duration round) {}

  /** What a round has come to. */
  private record Seen(OpenLoopLoad.Round load, MemoryWatch.Peak memory, long live) {}

  Result run() {
    Peers.require(List.of(PeerKind.WEIR), "nginx");
    List<Seen> alone = new ArrayList<>();
    List<Seen> crowded = new ArrayList<>();
    Crowd.Mix mix = Crowd.Mix.of(plan.connections());
    try (Stage stage = new Stage()) {
      WeirProgram.Running weir = start(stage);
      OpenLoopLoad load = new OpenLoopLoad(stage, ground.cores(), plan.rate(), 32);
      load.run(weir.port(), Duration.ofSeconds(10), plan.round());
      try (MemoryWatch watch = new MemoryWatch(stage, weir)) {
        for (int round = 1; round <= plan.rounds(); round++) {
          alone.add(seen("alone", round, load, weir, watch));
          try (Crowd crowd = Crowd.gather(weir.port(), mix)) {
            Waiting.pass(SETTLING);
            crowded.add(seen("crowded", round, load, weir, watch));
            progress(
                "the crowd: %d good answers, %d others, %d turned away for a head without end",
                crowd.answers(), crowd.otherAnswers(), crowd.turnedAway());
            samples.add("crowd-other-answers", PeerKind.WEIR, (double) crowd.otherAnswers());
            samples.add("crowd-turned-away", PeerKind.WEIR, (double) crowd.turnedAway());
          }
          Waiting.pass(SETTLING);
        }
      }
    }
    return result(mix, alone, crowded);
  }

  private WeirProgram.Running start(Stage stage) {
    int node = new Peers(stage, ground.cores(), ground.root()).startStaticNode();
    int files = new TransferLoad(stage, ground.cores()).startNode();
    WeirProgram program = new WeirProgram(stage, ground.root());
    program.prepare();
    int port = stage.port();
    int admin = stage.port();
    long startedAt = System.nanoTime();
    Service service =
        program.start(
            stage.write("weir.yaml", CONFIGURATION.formatted(port, node, files, admin)),
            ground.cores()::onProxyCore);
    WeirProgram.Running weir = new WeirProgram.Running(service, port, admin, startedAt);
    weir.awaitListening();
    return weir;
  }

  private Seen seen(
      String when, int number, OpenLoopLoad load, WeirProgram.Running weir, MemoryWatch watch) {
    long live = watch.live();
    watch.takePeak();
    OpenLoopLoad.Round round = load.run(weir.port(), Duration.ofSeconds(4), plan.round());
    Seen seen = new Seen(round, watch.takePeak(), live);
    progress(
        "round %d/%d %-8s p50 %.3f ms, p99 %.3f ms, %d errors; alive %.1f MB, direct %.1f MB,"
            + " resident %.0f MB",
        number,
        plan.rounds(),
        when,
        round.p50(),
        round.p99(),
        round.errors(),
        live / MEGABYTE,
        seen.memory().direct() / MEGABYTE,
        seen.memory().resident() / MEGABYTE);
    samples.add(when + "-p99", PeerKind.WEIR, round.p99());
    samples.add(when + "-live-mb", PeerKind.WEIR, live / MEGABYTE);
    samples.add(when + "-direct-mb", PeerKind.WEIR, seen.memory().direct() / MEGABYTE);
    samples.add(when + "-resident-mb", PeerKind.WEIR, seen.memory().resident() / MEGABYTE);
    rows.add(
        List.of(
            when,
            format(round.p50(), 3),
            format(round.p99(), 3),
            Long.toString(round.errors()),
            format(live / MEGABYTE, 1),
            format(seen.memory().direct() / MEGABYTE, 1),
            format(seen.memory().resident() / MEGABYTE, 0)));
    return seen;
  }

  private Result result(Crowd.Mix mix, List<Seen> alone, List<Seen> crowded) {
    return ground.result(
        "crowd",
        """
        Good requests, open loop at %d a second over 32 connections, alone and beside %d further connections: %d idle ones that
        ask every 20 s, %d that send a head at a byte a second and never finish it (they are turned away by `head-timeout` and
        come again), %d that read an answer of 4 MB at a kilobyte a second. %d rounds of %d s of each. Alive is the heap after
        a full collection before the round; direct and resident memory are the highest of four looks a second.
        """
            .formatted(
                plan.rate(),
                mix.all(),
                mix.idle(),
                mix.slowHeads(),
                mix.slowReaders(),
                plan.rounds(),
                plan.round().toSeconds()),
        figures(mix, alone, crowded),
        List.of(
            new Table(
                "Beside a crowd",
                List.of(
                    "round",
                    "p50, ms",
                    "p99, ms",
                    "errors",
                    "alive, MB",
                    "direct, MB",
                    "resident, MB"),
                rows)),
        samples.all());
  }

  private List<Figure> figures(Crowd.Mix mix, List<Seen> alone, List<Seen> crowded) {
    long errors = crowded.stream().mapToLong(seen -> seen.load().errors()).sum();
    double before = samples.median("alone-p99", PeerKind.WEIR);
    double beside = samples.median("crowded-p99", PeerKind.WEIR);
    double more =
        samples.median("crowded-live-mb", PeerKind.WEIR)
            + samples.median("crowded-direct-mb", PeerKind.WEIR)
            - samples.median("alone-live-mb", PeerKind.WEIR)
            - samples.median("alone-direct-mb", PeerKind.WEIR);
    double resident =
        crowded.stream().mapToLong(seen -> seen.memory().resident()).max().orElse(0) / MEGABYTE;
    return List.of(
        new Figure(
            "good requests that fail beside the crowd",
            "0",
            Long.toString(errors),
            "alone " + alone.stream().mapToLong(seen -> seen.load().errors()).sum(),
            "of " + crowded.stream().mapToLong(seen -> seen.load().count()).sum(),
            errors == 0),
        new Figure(
            "p99 of good requests beside the crowd, ms",
            "≤ " + format(MOST_SLOWER, 1) + " × alone",
            format(beside, 3),
            "alone " + format(before, 3),
            format(beside / before, 2) + " ×",
            beside <= MOST_SLOWER * before),
        new Figure(
            "memory beside " + mix.all() + " connections, resident, MB",
            "≤ " + format(MOST_MEMORY, 0),
            format(resident, 0),
            "–",
            format(more * 1024 / mix.all(), 1) + " kB a connection, heap and direct",
            resident <= MOST_MEMORY));
  }
}
