package dev.weir.bench.flood;

import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.flood.Capacity.Step;
import dev.weir.bench.peer.FloodPeers;
import dev.weir.bench.peer.FloodPeers.FloodPeer;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Precedence;
import dev.weir.bench.process.Stage;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Table;
import dev.weir.testkit.ClusterOptions;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.StartListener;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the flood has come to, as tables and figures. */
public final class FloodReport {
  static final String INDEX = "bills";
  static final double MOST_SLOWER = 1.5;
  private static final double LEAST_GOODPUT = 0.9;
  private static final double MOST_RECOVERY = 2;
  private static final double MOST_GROWTH = 8;
  private static final double MEGABYTE = 1024.0 * 1024;
  private static final int NODES = 3;
  private static final int POPULATION = 20_000;
  private static final int HEAP_MEGABYTES = 384;
  private static final long SEED = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CAPACITY_STEP = Duration.ofSeconds(6);

  private final FloodPlan plan;
  private final List<Step> capacity;
  private final List<FloodOutcome> outcomes;

  FloodReport(FloodPlan plan, List<Step> capacity, List<FloodOutcome> outcomes) {
    this.plan = plan;
    this.capacity = List.copyOf(capacity);
    this.outcomes = List.copyOf(outcomes);
  }

  /**
   * Measures what the cluster can do, then takes every peer through the flood, one after the other,
   * before the same cluster. Blocks.
   *
   * @param root of the repository
   * @param logs where everyone's logs are kept, a folder for each peer
   * @param told hears who is how far
   */
  public static FloodReport of(
      FloodPlan plan, Path root, Path logs, BiConsumer<String, String> told) {
    told.accept("cluster", "starting %d nodes".formatted(NODES));
    ClusterOptions options =
        ClusterOptions.of(NODES).withName("weir-flood").withHeapMegabytes(HEAP_MEGABYTES);
    Bills bills = new Bills(SEED, POPULATION);
    try (OpenSearchCluster cluster = OpenSearchCluster.start(options, StartListener.none());
        Precedence precedence = new Precedence()) {
      giveWay(plan, cluster, precedence);
      fill(cluster, plan.shards(), bills);
      List<Step> capacity = capacity(plan, cluster, bills, what -> told.accept("cluster", what));
      List<FloodOutcome> outcomes = new ArrayList<>();
      for (PeerKind kind : plan.peers()) {
        Path own = Files.createDirectories(logs.resolve(kind.label()));
        try (Stage stage = new Stage()) {
          FloodPeer peer =
              new FloodPeers(stage, root, own)
                  .start(kind, cluster.uris(), Capacity.best(capacity).clients(), plan.lane());
          if (plan.precedence() && peer.service() != null) {
            precedence.give(peer.service().handle().pid());
          }
          outcomes.add(
              new FloodCourse(
                      plan,
                      cluster,
                      bills,
                      Capacity.best(capacity).perSecond(),
                      what -> told.accept(kind.label(), what))
                  .run(peer));
        }
      }
      return new FloodReport(plan, capacity, outcomes);
    } catch (IOException e) {
      throw new BenchFailure("the flood: " + e.getMessage(), e);
    }
  }

  /** The last node, on which Weir's lane for the flood is worked on, gives way to all others. */
  private static void giveWay(FloodPlan plan, OpenSearchCluster cluster, Precedence precedence) {
    if (plan.precedence()) {
      precedence.give(ProcessHandle.current().pid());
      for (int node = 0; node < NODES - 1; node++) {
        precedence.give(cluster.node(node).pid());
      }
    }
  }

  private static void fill(OpenSearchCluster cluster, int shards, Bills bills) throws IOException {
    try (BillIndex index = new BillIndex(cluster.uris().getFirst(), INDEX)) {
      index.create(shards, NODES - 1);
      index.load(bills, (loaded, total) -> {});
    }
    cluster.awaitGreen(PATIENCE);
  }

  private static List<Step> capacity(
      FloodPlan plan, OpenSearchCluster cluster, Bills bills, Consumer<String> told) {
    CampaignWorkload campaign = new CampaignWorkload(INDEX);
    LoadOptions options =
        new LoadOptions(cluster.uris(), plan.steadyRate(), FloodPlan.DEADLINE, 2_000, SEED);
    try (LoadGenerator steady = LoadGenerator.start(options, BillWorkload.reads(INDEX, bills))) {
      told.accept("warming up");
      ClosedLoop.run(cluster.uris(), campaign, 4, plan.warmUp());
      List<Step> steps =
          plan.best() > 0
              ? List.of(new Step(2, plan.best()))
              : Capacity.measure(cluster.uris(), campaign, CAPACITY_STEP, told);
      steady.drain(FloodPlan.DEADLINE.multipliedBy(2));
      return steps;
    }
  }

  /** Of both tenants: the steady one is served beside the clients that are counted. */
  private double best() {
    return Capacity.best(capacity).perSecond() + plan.steadyRate();
  }

  /** Runs in which the flood's lane was told something are apart from those in which it was not. */
  public String name() {
    return (plan.precedence() ? "flood-precedence" : "flood")
        + (plan.lane().isEmpty() ? "" : "-tuned");
  }

  public String method() {
    return """
    One cluster of OpenSearch of %d nodes, an index of %d bills in %d shards, each on every node, for everyone in turn. What it
    does alone: clients that each ask again when they have their answer, 1 to 16 of them, beside the steady tenant; the
    best of these counts. Then for each peer, after a warm-up that ends with a rehearsal of the flood: the steady tenant alone (%d reads a second, open loop) for %d s, and for %d s a second tenant beside it that offers %.0f times the best, open loop, of searches with
    two aggregations over all bills since some moment, each another. An answer that takes more than %d s is of no use to
    anybody and counts as failed. HAProxy has a connection limit at the cluster's best, lets the steady tenant go first
    and lets the others wait for a second. Weir gives the flood a lane with one of the nodes, `copies: own`, and finds out
    itself how much at once that bears%s. Everybody has a session of his own, so that Linux shares the processor out among
    nodes, proxy and clients as if each had a machine, and not among all their threads.%s Recovery: until no quarter
    of a second has a failure or a median above 1.5 times the p99 of the calm.
    """
        .formatted(
            NODES,
            POPULATION,
            plan.shards(),
            plan.steadyRate(),
            plan.calm().toSeconds(),
            plan.flood().toSeconds(),
            plan.times(),
            FloodPlan.DEADLINE.toSeconds(),
            plan.lane().isEmpty() ? "" : ", but for `" + String.join("`, `", plan.lane()) + "`",
            plan.precedence()
                ? "\nThe last node, which is that of the flood's lane, gives way to all others."
                : "");
  }

  public List<Table> tables() {
    return List.of(steadyTable(), floodTable(), capacityTable());
  }

  private Table steadyTable() {
    return new Table(
        "The steady tenant",
        List.of(
            "peer",
            "refused or failed",
            "p50 calm, ms",
            "p50 flood, ms",
            "p99 calm, ms",
            "p99 flood, ms",
            "p99 times the calm",
            "recovered after, s"),
        rows(
            outcome -> {
              FloodTally tally = outcome.tally();
              long bad = tally.bad(Tenant.PAYMENTS, Phase.FLOOD);
              long all = bad + tally.good(Tenant.PAYMENTS, Phase.FLOOD);
              return List.of(
                  "%d of %d".formatted(bad, all),
                  format(tally.latency(Tenant.PAYMENTS, Phase.CALM, 50), 1),
                  format(tally.latency(Tenant.PAYMENTS, Phase.FLOOD, 50), 1),
                  format(tally.latency(Tenant.PAYMENTS, Phase.CALM, 99), 0),
                  format(tally.latency(Tenant.PAYMENTS, Phase.FLOOD, 99), 0),
                  format(outcome.slower(), 2),
                  format(outcome.recovery(), 2));
            }));
  }

  private Table floodTable() {
    return new Table(
        "The flood, and the proxy in it",
        List.of(
            "peer",
            "good answers a second, both",
            "of the best",
            "flood served",
            "flood's p99, ms",
            "what the others got",
            "resident before, MB",
            "at most, MB"),
        rows(
            outcome -> {
              FloodTally tally = outcome.tally();
              long good = tally.good(Tenant.CAMPAIGNS, Phase.FLOOD);
              long all = good + tally.bad(Tenant.CAMPAIGNS, Phase.FLOOD);
              return List.of(
                  format(outcome.goodput(), 0),
                  format(outcome.goodput() / best(), 2),
                  "%d of %d".formatted(good, all),
                  format(tally.latency(Tenant.CAMPAIGNS, Phase.FLOOD, 99), 0),
                  causes(tally),
                  format(outcome.restMegabytes(), 0),
                  format(outcome.floodMegabytes(), 0));
            }));
  }

  private static String causes(FloodTally tally) {
    return new TreeMap<>(tally.causes(Tenant.CAMPAIGNS))
        .entrySet().stream()
            .map(cause -> cause.getKey() + " " + cause.getValue())
            .collect(Collectors.joining(", "));
  }

  private Table capacityTable() {
    return new Table(
        "What the cluster does alone",
        List.of("clients", "good searches a second"),
        capacity.stream()
            .map(step -> List.of(Integer.toString(step.clients()), format(step.perSecond(), 0)))
            .toList());
  }

  private List<List<String>> rows(Function<FloodOutcome, List<String>> cells) {
    return outcomes.stream()
        .map(
            outcome -> {
              List<String> row = new ArrayList<>(List.of(outcome.peer().label()));
              row.addAll(cells.apply(outcome));
              return List.copyOf(row);
            })
        .toList();
  }

  /** Weir's, beside the others'; none if Weir did not take part. */
  public List<Figure> figures() {
    return outcomes.stream()
        .filter(outcome -> outcome.peer() == PeerKind.WEIR)
        .findFirst()
        .map(this::figures)
        .orElse(List.of());
  }

  private List<Figure> figures(FloodOutcome weir) {
    long refused = weir.tally().bad(Tenant.PAYMENTS, Phase.FLOOD);
    double growth = weir.liveGrowth() / MEGABYTE;
    return List.of(
        new Figure(
            "good answers under the flood, of the best that the cluster does alone",
            "≥ " + format(LEAST_GOODPUT, 1),
            format(weir.goodput() / best(), 2),
            others(outcome -> format(outcome.goodput() / best(), 2)),
            format(weir.goodput(), 0) + "/s",
            weir.goodput() >= LEAST_GOODPUT * best()),
        new Figure(
            "steady tenant's requests refused or failed",
            "0",
            Long.toString(refused),
            others(outcome -> Long.toString(outcome.tally().bad(Tenant.PAYMENTS, Phase.FLOOD))),
            "–",
            refused == 0),
        new Figure(
            "steady tenant's p99 under the flood, times the calm",
            "≤ " + format(MOST_SLOWER, 1),
            format(weir.slower(), 2),
            others(outcome -> format(outcome.slower(), 2)),
            format(weir.tally().latency(Tenant.PAYMENTS, Phase.FLOOD, 99), 0) + " ms",
            weir.slower() <= MOST_SLOWER),
        new Figure(
            "recovery after the flood, s",
            "≤ " + format(MOST_RECOVERY, 0),
            format(weir.recovery(), 2),
            others(outcome -> format(outcome.recovery(), 2)),
            "–",
            weir.recovery() <= MOST_RECOVERY),
        new Figure(
            "heap alive after the flood, MB more than before",
            "flat: ≤ " + format(MOST_GROWTH, 0),
            format(growth, 1),
            "–",
            "resident at most " + format(weir.floodMegabytes(), 0),
            growth <= MOST_GROWTH));
  }

  private String others(Function<FloodOutcome, String> figure) {
    return outcomes.stream()
        .filter(outcome -> outcome.peer() != PeerKind.WEIR)
        .map(outcome -> outcome.peer().label() + " " + figure.apply(outcome))
        .collect(Collectors.joining(", "));
  }

  /** Raw values, by figure and peer. */
  public Map<String, List<Double>> samples() {
    Map<String, List<Double>> samples = new TreeMap<>();
    samples.put("capacity", capacity.stream().map(Step::perSecond).toList());
    for (FloodOutcome outcome : outcomes) {
      String peer = "." + outcome.peer().label();
      FloodTally tally = outcome.tally();
      samples.put("goodput" + peer, List.of(outcome.goodput()));
      samples.put("steady-bad" + peer, List.of((double) tally.bad(Tenant.PAYMENTS, Phase.FLOOD)));
      for (double percentile : new double[] {50, 90, 99}) {
        samples.put(
            "steady-p" + (int) percentile + "-calm-flood-after" + peer,
            List.of(
                tally.latency(Tenant.PAYMENTS, Phase.CALM, percentile),
                tally.latency(Tenant.PAYMENTS, Phase.FLOOD, percentile),
                tally.latency(Tenant.PAYMENTS, Phase.AFTER, percentile)));
      }
      samples.put("recovery" + peer, List.of(outcome.recovery()));
    }
    return samples;
  }
}
