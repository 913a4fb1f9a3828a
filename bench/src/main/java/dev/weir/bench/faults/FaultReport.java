package dev.weir.bench.faults;

import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.faults.PeerOutcome.StepOutcome;
import dev.weir.bench.faults.Tally.Count;
import dev.weir.bench.faults.Tally.Kind;
import dev.weir.bench.faults.Tally.Latencies;
import dev.weir.bench.faults.Tally.Latency;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a fault run has come to, as tables and figures. */
public final class FaultReport {
  private static final double FIVE_NINES = 0.99999;

  private final FaultPlan plan;
  private final List<PeerOutcome> outcomes;

  FaultReport(FaultPlan plan, List<PeerOutcome> outcomes) {
    this.plan = plan;
    this.outcomes = List.copyOf(outcomes);
  }

  /**
   * Takes every peer through it, one after the other. Blocks.
   *
   * @param root of the repository
   * @param logs where the logs of everyone who takes part are kept, a folder for each peer
   * @param told hears how far it is
   */
  public static FaultReport of(
      FaultPlan plan, Path root, Path logs, BiConsumer<PeerKind, String> told) {
    List<PeerOutcome> outcomes = new ArrayList<>();
    for (PeerKind peer : plan.peers()) {
      Path own = logs.resolve(peer.label());
      outcomes.add(new PeerRun(peer, plan, root, own, what -> told.accept(peer, what)).run());
    }
    return new FaultReport(plan, outcomes);
  }

  /** Of the run. */
  public String name() {
    return "faults-" + plan.engine().label();
  }

  public String method() {
    return """
    Three nodes of OpenSearch, an index of %d bills in %d shards with %d replica, a new cluster for each peer, %s engine
    settings (`docs/guide/five-nines.md`). Open loop at %d requests a second: 80 %% searches, counts and
    documents by id, 20 %% bulks of ten documents with ids; %d s a request at most. A success is a 2xx with its whole body,
    no failed shard, not timed out, no failed item. `direct` is a client alone that asks the nodes in turn. nginx tries
    another node after 5 s or an error, HAProxy after 1.5 s; both do so for every request, which this load bears. Weir
    has its defaults, and hedges reads. A step lasts until the cluster is whole again and %.0f s more; one that is not whole
    after 25 s is told to allocate again. The nodes compile with C1 only, since one that starts takes the processor from
    the others, as it would not on a machine of its own. In the end every document of which a write was acknowledged is
    read, and its sequence number compared with the one acknowledged.
    """
        .formatted(
            PeerRun.POPULATION,
            PeerRun.SHARDS,
            PeerRun.REPLICAS,
            plan.engine().label(),
            plan.rate(),
            Course.DEADLINE.toSeconds(),
            plan.timetable().settle().toMillis() / 1e3);
  }

  public List<Table> tables() {
    List<Table> tables = new ArrayList<>(List.of(success(), latency(), steps(), slow()));
    causes().ifPresent(tables::add);
    return List.copyOf(tables);
  }

  private Table success() {
    List<List<String>> rows = new ArrayList<>();
    for (PeerOutcome outcome : outcomes) {
      Count total = outcome.total();
      rows.add(
          List.of(
              outcome.peer().label(),
              share(total, Kind.READS),
              share(total, Kind.WRITES),
              Share.of(total.allFailed(), total.allRequests()),
              Share.nines(total.allFailed(), total.allRequests()),
              "%d of %d".formatted(total.allFailed(), total.allRequests()),
              "%d of %d".formatted(outcome.lost(), outcome.acknowledged())));
    }
    return new Table(
        "Requests that succeed",
        List.of("peer", "reads", "writes", "both", "nines", "failed", "acknowledged writes lost"),
        rows);
  }

  private Table latency() {
    List<List<String>> rows = new ArrayList<>();
    for (PeerOutcome outcome : outcomes) {
      rows.add(latencyRow(outcome.peer().label(), outcome.calm().all(), outcome.faults().all()));
      for (Kind kind : Kind.values()) {
        rows.add(
            latencyRow(
                outcome.peer().label() + ", " + named(kind),
                outcome.calm().of(kind),
                outcome.faults().of(kind)));
      }
    }
    return new Table(
        "Latency in milliseconds, failed requests included",
        List.of(
            "peer",
            "p50 calm",
            "p99 calm",
            "p99.9 calm",
            "p50 in faults",
            "p99 in faults",
            "p99.9 in faults"),
        rows);
  }

  private static List<String> latencyRow(String name, Latency calm, Latency faults) {
    List<String> row = new ArrayList<>(List.of(name));
    for (Latency latency : List.of(calm, faults)) {
      row.add(format(latency.p50(), 0));
      row.add(format(latency.p99(), 0));
      row.add(format(latency.p999(), 0));
    }
    return row;
  }

  private static String named(Kind kind) {
    return switch (kind) {
      case READS -> "reads";
      case WRITES -> "writes";
    };
  }

  private Table steps() {
    List<String> columns = new ArrayList<>(List.of("step"));
    outcomes.forEach(outcome -> columns.add(outcome.peer().label()));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < plan.timetable().steps().size(); i++) {
      List<String> row = new ArrayList<>(List.of(plan.timetable().steps().get(i).label()));
      for (PeerOutcome outcome : outcomes) {
        row.add(cell(outcome.steps().get(i)));
      }
      rows.add(row);
    }
    return new Table(
        "Failed reads + failed writes of all requests of a step; seconds until the cluster was"
            + " whole",
        columns,
        rows);
  }

  private static String cell(StepOutcome step) {
    String failed =
        "%d + %d of %d"
            .formatted(
                step.count().failedOf(Kind.READS),
                step.count().failedOf(Kind.WRITES),
                step.count().allRequests());
    if (step.label().equals(Step.Calm.LABEL)) {
      return failed;
    }
    return failed
        + (Double.isNaN(step.wholeAfter())
            ? "; not whole"
            : "; " + format(step.wholeAfter(), 1) + " s");
  }

  private Table slow() {
    List<String> columns = new ArrayList<>(List.of("step"));
    outcomes.forEach(outcome -> columns.add(outcome.peer().label()));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < plan.timetable().steps().size(); i++) {
      List<String> row = new ArrayList<>(List.of(plan.timetable().steps().get(i).label()));
      for (PeerOutcome outcome : outcomes) {
        StepOutcome step = outcome.steps().get(i);
        row.add("%s; %s".formatted(slow(step, Kind.READS), slow(step, Kind.WRITES)));
      }
      rows.add(row);
    }
    return new Table(
        "Requests of each step that took longer than three times the p99 of the calm, and the"
            + " longest, in milliseconds",
        columns,
        rows);
  }

  private static String slow(StepOutcome step, Kind kind) {
    Latency latency = step.latencies().get(kind);
    String longest = latency == null ? "0" : format(latency.max(), 0);
    return "%d %s, %s ms".formatted(step.slow().getOrDefault(kind, 0L), named(kind), longest);
  }

  /** Empty if nothing failed. */
  private Optional<Table> causes() {
    TreeSet<String> words = new TreeSet<>();
    outcomes.forEach(outcome -> words.addAll(outcome.total().causes().keySet()));
    if (words.isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = new ArrayList<>(List.of("what failed"));
    outcomes.forEach(outcome -> columns.add(outcome.peer().label()));
    List<List<String>> rows = new ArrayList<>();
    for (String word : words) {
      List<String> row = new ArrayList<>(List.of(word));
      outcomes.forEach(outcome -> row.add(inSteps(outcome, word)));
      rows.add(row);
    }
    return Optional.of(new Table("What failed, and when", columns, rows));
  }

  private static String inSteps(PeerOutcome outcome, String word) {
    String steps =
        outcome.steps().stream()
            .filter(step -> step.count().causes().containsKey(word))
            .map(step -> step.count().causes().get(word) + " " + step.label())
            .collect(Collectors.joining(", "));
    return steps.isEmpty() ? "–" : steps;
  }

  /** Weir's, beside the best of the others; none if Weir did not take part. */
  public List<Figure> figures() {
    Optional<PeerOutcome> weir =
        outcomes.stream().filter(outcome -> outcome.peer() == PeerKind.WEIR).findFirst();
    return weir.map(this::figures).orElse(List.of());
  }

  private List<Figure> figures(PeerOutcome weir) {
    List<Figure> figures = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      figures.add(successFigure(weir, kind));
    }
    figures.add(latencyFigure("p99 while nodes fail, ms", weir, Latencies::all));
    for (Kind kind : Kind.values()) {
      figures.add(
          latencyFigure(
              "p99 of " + named(kind) + " while nodes fail, ms", weir, all -> all.of(kind)));
    }
    figures.add(
        new Figure(
            named("acknowledged writes lost"),
            "0",
            Long.toString(weir.lost()),
            others(outcome -> Long.toString(outcome.lost())),
            "of " + weir.acknowledged(),
            weir.lost() == 0));
    return figures;
  }

  private Figure latencyFigure(String name, PeerOutcome weir, Function<Latencies, Latency> which) {
    double calm = which.apply(weir.calm()).p99();
    double faults = which.apply(weir.faults()).p99();
    return new Figure(
        named(name),
        "≤ %.0f × calm".formatted(PeerOutcome.SLOW),
        format(faults, 0),
        others(outcome -> format(which.apply(outcome.faults()).p99(), 0)),
        format(faults / calm, 1) + " × calm",
        faults <= PeerOutcome.SLOW * calm);
  }

  private Figure successFigure(PeerOutcome weir, Kind kind) {
    long requests = weir.total().requestsOf(kind);
    long failed = weir.total().failedOf(kind);
    // No gateway can write through a copy that is frozen, for as long as the engine keeps it.
    boolean promised = kind == Kind.READS || plan.engine() == EngineSettings.DOCUMENTED;
    return new Figure(
        named(named(kind) + " that succeed while nodes fail"),
        promised ? "≥ 99.999 %" : "stated",
        share(weir.total(), kind),
        others(outcome -> share(outcome.total(), kind)),
        "%d of %d failed".formatted(failed, requests),
        !promised || failed <= requests * (1 - FIVE_NINES));
  }

  private String named(String figure) {
    return figure + " (" + plan.engine().label() + " engine settings)";
  }

  private String others(Function<PeerOutcome, String> figure) {
    return outcomes.stream()
        .filter(outcome -> outcome.peer() != PeerKind.WEIR)
        .map(outcome -> outcome.peer().label() + " " + figure.apply(outcome))
        .collect(Collectors.joining(", "));
  }

  private static String share(Count count, Kind kind) {
    return Share.of(count.failedOf(kind), count.requestsOf(kind));
  }

  /** Raw values, by figure and peer. */
  public Map<String, List<Double>> samples() {
    Map<String, List<Double>> samples = new TreeMap<>();
    for (PeerOutcome outcome : outcomes) {
      String peer = "." + outcome.peer().label();
      for (Kind kind : Kind.values()) {
        String name = named(kind);
        samples.put(name + peer, List.of((double) outcome.total().requestsOf(kind)));
        samples.put("failed-" + name + peer, List.of((double) outcome.total().failedOf(kind)));
      }
      samples.put("lost-writes" + peer, List.of((double) outcome.lost()));
      samples.put("calm-p50-p99-p99.9" + peer, samples(outcome.calm().all()));
      samples.put("faults-p50-p99-p99.9" + peer, samples(outcome.faults().all()));
      for (Kind kind : Kind.values()) {
        String name = "-p50-p99-p99.9." + named(kind) + peer;
        samples.put("calm" + name, samples(outcome.calm().of(kind)));
        samples.put("faults" + name, samples(outcome.faults().of(kind)));
      }
      samples.put(
          "seconds-until-whole" + peer,
          outcome.steps().stream().map(StepOutcome::wholeAfter).map(FaultReport::orMinus).toList());
    }
    return samples;
  }

  private static List<Double> samples(Latency latency) {
    return List.of(latency.p50(), latency.p99(), latency.p999());
  }

  /** JSON knows no "not a number". */
  private static double orMinus(double value) {
    return Double.isNaN(value) ? -1 : value;
  }
}
