package dev.weir.bench;

import static dev.weir.bench.Ground.progress;
import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.load.TransferLoad;
import dev.weir.bench.peer.MemoryWatch;
import dev.weir.bench.peer.Peer;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.peer.Peers;
import dev.weir.bench.peer.WeirProgram;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Waiting;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Result;
import dev.weir.bench.report.Statistics;
import dev.weir.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Start-up time, memory at rest, and memory while far more bytes pass than would fit. */
final class MemoryRun {
  private static final String START = "start-millis";
  private static final String REST = "resident-at-rest-mb";
  private static final double MOST_START_MILLIS = 1_500;
  private static final double MOST_AT_REST = 120;
  private static final double MOST_GROWTH = 8;
  private static final double MOST_DIRECT = 128;
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private final Ground ground;
  private final Plan plan;
  private final Samples samples = new Samples();
  private final List<List<String>> cases = new ArrayList<>();

  MemoryRun(Ground ground, Plan plan) {
    this.ground = ground;
    this.plan = plan;
  }

  /**
   * How much.
   *
   * @param bytes in each case
   * @param starts how often start-up is measured
   */
  record Plan(long bytes, int starts) {}

  /** The heap's limit, and what is alive on it before the transfers and after them; peaks. */
  private record Held(long heapLimit, long before, long after, long highestDirect) {}

  Result run() {
    Peers.require(List.of(PeerKind.NGINX));
    Held held;
    try (Stage stage = new Stage()) {
      TransferLoad load = new TransferLoad(stage, ground.cores());
      int node = load.startNode();
      measureNginxAtRest(stage, node);
      WeirProgram program = new WeirProgram(stage, ground.root());
      program.prepare();
      measureStarts(stage, program, node);
      held = measureTransfers(stage, program, load, node);
    }
    return result(held);
  }

  private void measureNginxAtRest(Stage stage, int node) {
    Peers peers = new Peers(stage, ground.cores(), ground.root());
    for (int i = 0; i < plan.starts(); i++) {
      long start = System.nanoTime();
      Peer nginx = peers.start(List.of(PeerKind.NGINX), node, true).getFirst();
      samples.add(START, PeerKind.NGINX, millisSince(start));
      if (i == plan.starts() - 1) {
        Waiting.pass(SETTLING);
        samples.add(REST, PeerKind.NGINX, megabytes(nginx.memory().resident()));
      }
      nginx.stop(stage);
    }
  }

  private void measureStarts(Stage stage, WeirProgram program, int node) {
    for (int i = 1; i <= plan.starts(); i++) {
      WeirProgram.Running weir = program.start(node, command -> command);
      weir.awaitListening();
      double millis = millisSince(weir.startedAt());
      samples.add(START, PeerKind.WEIR, millis);
      Waiting.pass(SETTLING);
      double resident = megabytes(weir.peer(PeerKind.WEIR).memory().resident());
      samples.add(REST, PeerKind.WEIR, resident);
      progress(
          "start %d/%d: listening after %.0f ms, %.0f MB resident at rest",
          i, plan.starts(), millis, resident);
      stage.stop(weir.service());
    }
  }

  private Held measureTransfers(Stage stage, WeirProgram program, TransferLoad load, int node) {
    WeirProgram.Running weir = program.start(node, ground.cores()::onProxyCore);
    weir.awaitListening();
    Waiting.pass(SETTLING);
    try (MemoryWatch watch = new MemoryWatch(stage, weir)) {
      long before = watch.live();
      long highestDirect = 0;
      long after = before;
      watch.takePeak();
      for (MemoryCase each : MemoryCase.all(plan.bytes())) {
        progress("%s ...", each.name());
        TransferLoad.Moved moved = load.move(weir.port(), each.plan());
        after = watch.live();
        MemoryWatch.Peak peak = watch.takePeak();
        highestDirect = Math.max(highestDirect, peak.direct());
        tell(each, moved, peak, after);
      }
      return new Held(watch.heapLimit(), before, after, highestDirect);
    }
  }

  private void tell(MemoryCase each, TransferLoad.Moved moved, MemoryWatch.Peak peak, long after) {
    progress(
        "%s: %.2f GB at %.0f MB/s, alive on the heap at most %.1f MB and %.1f MB after, direct peak"
            + " %.1f MB, resident peak %.0f MB",
        each.name(),
        moved.bytes() / 1e9,
        moved.megabytesPerSecond(),
        megabytes(peak.liveHeap()),
        megabytes(after),
        megabytes(peak.direct()),
        megabytes(peak.resident()));
    samples.add("live-heap-mb-after " + each.name(), PeerKind.WEIR, megabytes(after));
    samples.add("direct-peak-mb " + each.name(), PeerKind.WEIR, megabytes(peak.direct()));
    cases.add(
        List.of(
            each.name(),
            format(moved.bytes() / 1e9, 2),
            format(moved.megabytesPerSecond(), 0),
            format(megabytes(peak.liveHeap()), 1),
            format(megabytes(after), 1),
            format(megabytes(peak.direct()), 1),
            format(megabytes(peak.resident()), 0)));
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static double megabytes(long bytes) {
    return bytes / (1024.0 * 1024);
  }

  private Result result(Held held) {
    List<List<String>> rest = new ArrayList<>();
    for (PeerKind peer : List.of(PeerKind.WEIR, PeerKind.NGINX)) {
      rest.add(
          List.of(
              peer.label(),
              format(samples.median(START, peer), 0),
              Statistics.range(samples.of(START, peer), 0),
              format(samples.median(REST, peer), 0)));
    }
    return ground.result(
        "memory",
        """
        Start-up: from the launcher's start to the first connection taken, median of %d, on all cores. At rest: resident
        memory %d s later. Transfers: %.1f GB in each case over 8 connections through one process with a heap of at most
        %.0f MB; a slow side moves 25 MB/s on each connection. The last two cases are cut after 20 s. Direct and
        resident memory are the highest of four looks a second at the admin address and `/proc`; what is alive is the heap
        after a full collection, every five seconds or so and at the end of a case. MB of 1,024².
        """
            .formatted(
                plan.starts(),
                SETTLING.toSeconds(),
                plan.bytes() / 1e9,
                megabytes(held.heapLimit())),
        figures(held),
        List.of(
            new Table(
                "Start and rest",
                List.of("peer", "start, ms, median", "start, ms, range", "resident at rest, MB"),
                rest),
            new Table(
                "Memory while bytes pass",
                List.of(
                    "case",
                    "GB moved",
                    "MB/s",
                    "alive at most, MB",
                    "alive after, MB",
                    "direct peak, MB",
                    "resident peak, MB"),
                cases)),
        samples.all());
  }

  private List<Figure> figures(Held held) {
    double growth = megabytes(held.after() - held.before());
    double direct = megabytes(held.highestDirect());
    double start = samples.median(START, PeerKind.WEIR);
    double rest = samples.median(REST, PeerKind.WEIR);
    return List.of(
        new Figure(
            "start to listening, ms",
            "≤ " + format(MOST_START_MILLIS, 0),
            format(start, 0),
            "nginx " + format(samples.median(START, PeerKind.NGINX), 0),
            "–",
            start <= MOST_START_MILLIS),
        new Figure(
            "resident at rest, MB",
            "≤ " + format(MOST_AT_REST, 0),
            format(rest, 0),
            "nginx " + format(samples.median(REST, PeerKind.NGINX), 0),
            "–",
            rest <= MOST_AT_REST),
        new Figure(
            "heap alive after all transfers, MB",
            "flat: ≤ " + format(MOST_GROWTH, 0) + " above before",
            format(megabytes(held.after()), 1),
            "before " + format(megabytes(held.before()), 1),
            (growth >= 0 ? "+" : "") + format(growth, 1),
            growth <= MOST_GROWTH),
        new Figure(
            "direct memory, highest, MB",
            "≤ " + format(MOST_DIRECT, 0),
            format(direct, 1),
            "–",
            "–",
            direct <= MOST_DIRECT));
  }
}
