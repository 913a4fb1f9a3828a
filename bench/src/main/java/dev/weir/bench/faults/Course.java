package dev.weir.bench.faults;

import dev.weir.bench.faults.PeerOutcome.StepOutcome;
import dev.weir.bench.faults.Phases.Phase;
import dev.weir.bench.faults.Tally.Count;
import dev.weir.bench.faults.Tally.Kind;
import dev.weir.bench.faults.Tally.Latency;
import dev.weir.bench.faults.Tally.Moment;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.process.Waiting;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadListener.Ended;
import dev.weir.testkit.load.LoadOptions;
import dev.weir.testkit.load.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The load and the timetable, side by side. The load's threads tell of every request, one thread
 * goes through the steps, one shows how it goes.
 */
final class Course {
  static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int MOST_IN_FLIGHT = 2_000;
  private static final long SEED = 1;
  private static final int LEAST_WARM_UP = 10;
  private static final int MOST_WARM_UP = 40;
  private static final double CALM_MILLIS = 200;

  /** After which someone who watches would look at the cluster, and does. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  /** A request that takes longer is noted, whatever became of it. */
  private static final Duration WORTH_A_LINE = Duration.ofMillis(80);

  private static final Duration LAST_PATIENCE = Duration.ofSeconds(35);
  private static final Duration BEAT = Duration.ofSeconds(5);

  /** The load's client looks at the time of an answer's head only, not of its body. */
  private static final String TOO_LATE = "no answer in time";

  private final PeerKind peer;
  private final Timetable timetable;
  private final int rate;
  private final OpenSearchCluster cluster;
  private final Bills bills;
  private final Path logs;
  private final Consumer<String> told;
  private final Phases phases = new Phases();
  private final Tally tally = new Tally();
  private final AcknowledgedWrites acknowledged = new AcknowledgedWrites();
  private final long begin = System.nanoTime();

  Course(
      PeerKind peer,
      FaultPlan plan,
      OpenSearchCluster cluster,
      Bills bills,
      Path logs,
      Consumer<String> told) {
    this.peer = peer;
    this.timetable = plan.timetable();
    this.rate = plan.rate();
    this.cluster = cluster;
    this.bills = bills;
    this.logs = logs;
    this.told = told;
  }

  PeerOutcome run(List<URI> targets) throws IOException {
    LoadOptions options = new LoadOptions(targets, rate, DEADLINE, MOST_IN_FLIGHT, SEED);
    BillWorkload workload = new BillWorkload(PeerRun.INDEX, bills);
    try (ClusterQuestions direct = new ClusterQuestions(cluster.uris().getFirst());
        FailureLog log = new FailureLog(logs.resolve("events.log"), begin);
        LoadGenerator load = LoadGenerator.start(options, workload, ended -> onEnd(ended, log))) {
      warmUp(load);
      Thread show = Thread.ofPlatform().daemon().name("faults-progress").start(this::show);
      List<Double> wholeAfter = goThrough(direct, log);
      if (!load.drain(DEADLINE.multipliedBy(2))) {
        log.add("some requests have not ended");
      }
      show.interrupt();
      long lost = direct.lost(PeerRun.INDEX, acknowledged.numbers());
      log.add("%d writes acknowledged, %d lost".formatted(acknowledged.numbers().size(), lost));
      return outcome(wholeAfter, lost);
    }
  }

  /** Until fresh JVMs have compiled what they need, and the machine is calm, but not for ever. */
  private void warmUp(LoadGenerator load) {
    told.accept("warming up");
    double worst = Double.MAX_VALUE;
    for (int second = 1;
        second <= LEAST_WARM_UP || (second <= MOST_WARM_UP && worst > CALM_MILLIS);
        second++) {
      Waiting.pass(Duration.ofSeconds(1));
      worst = load.interval().latency().max();
    }
    if (worst > CALM_MILLIS) {
      told.accept(
          String.format(
              Locale.ROOT,
              "the machine is too busy: %.0f ms for a request when nothing is wrong",
              worst));
    }
  }

  private List<Double> goThrough(ClusterQuestions direct, FailureLog log) throws IOException {
    Sabotage sabotage =
        new Sabotage(
            cluster,
            what -> {
              log.add(what);
              told.accept(soFar() + what);
            });
    List<Double> wholeAfter = new ArrayList<>();
    for (Step step : timetable.steps()) {
      phases.begin(step.label(), System.nanoTime());
      log.add("BEGIN " + step.label());
      sabotage.perform(step);
      wholeAfter.add(step instanceof Step.Calm ? 0.0 : awaitWhole(direct, log));
    }
    return wholeAfter;
  }

  /**
   * Waits until the cluster is whole again, then a little more. A cluster that is not whole in time
   * is told to allocate again what it has given up on, as its owner would.
   *
   * @return seconds that it took; not a number if it came to nothing
   */
  private double awaitWhole(ClusterQuestions direct, FailureLog log) {
    long since = System.nanoTime();
    boolean whole = isWholeWithin(PATIENCE, log);
    if (!whole) {
      told.accept(soFar() + "not whole after " + PATIENCE.toSeconds() + " s: allocate again");
      direct.retryFailedShards();
      whole = isWholeWithin(LAST_PATIENCE, log);
    }
    double seconds = (System.nanoTime() - since) / 1e9;
    log.add("%s after %.1f s".formatted(whole ? "whole" : "still not whole", seconds));
    Waiting.pass(timetable.settle());
    return whole ? seconds : Double.NaN;
  }

  private boolean isWholeWithin(Duration patience, FailureLog log) {
    try {
      cluster.awaitGreen(patience);
      return true;
    } catch (IOException e) {
      log.add("NOT WHOLE: " + e.getMessage());
      return false;
    }
  }

  private void onEnd(Ended ended, FailureLog log) {
    if (ended.call().operation() == Operation.BULK && ended.status() == 200) {
      acknowledged.add(ended.answer());
    }
    if (phases.begun() && ended.due() - phases.all().getFirst().begin() >= 0) {
      Phase phase = phases.at(ended.due());
      boolean late = ended.succeeded() && ended.nanos() > DEADLINE.toNanos();
      String verdict = late ? TOO_LATE : ended.verdict();
      tally.add(phase, ended, verdict);
      if (!verdict.isEmpty()) {
        log.add(phase.label(), ended, verdict);
      } else if (ended.nanos() > WORTH_A_LINE.toNanos()) {
        log.add(phase.label(), ended, "slow");
      }
    }
  }

  private void show() {
    try {
      while (true) {
        Thread.sleep(BEAT);
        told.accept(soFar());
      }
    } catch (InterruptedException e) {
      // It is over.
    }
  }

  private String soFar() {
    Count total = tally.total();
    return String.format(
        Locale.ROOT,
        "%4d s  %6d requests, %s good, %d reads and %d writes failed  ",
        (System.nanoTime() - begin) / 1_000_000_000L,
        total.allRequests(),
        Share.of(total.allFailed(), total.allRequests()),
        total.failedOf(Kind.READS),
        total.failedOf(Kind.WRITES));
  }

  private PeerOutcome outcome(List<Double> wholeAfter, long lost) {
    List<StepOutcome> steps = new ArrayList<>();
    for (Phase phase : phases.all()) {
      steps.add(stepOutcome(phase, wholeAfter.get(phase.number())));
    }
    return new PeerOutcome(
        peer,
        steps,
        tally.total(),
        tally.latencies(Moment.CALM),
        tally.latencies(Moment.FAULTS),
        acknowledged.numbers().size(),
        lost);
  }

  private StepOutcome stepOutcome(Phase phase, double wholeAfter) {
    double most = PeerOutcome.SLOW * tally.latencies(Moment.CALM).all().p99();
    Map<Kind, Latency> latencies = new EnumMap<>(Kind.class);
    Map<Kind, Long> slow = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      latencies.put(kind, tally.latency(phase.number(), kind));
      slow.put(kind, tally.slower(phase.number(), kind, most));
    }
    return new StepOutcome(phase.label(), tally.of(phase.number()), latencies, slow, wholeAfter);
  }
}
