package dev.weir.bench.bombs;

import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.bombs.BombPlan.Before;
import dev.weir.bench.peer.WeirProgram;
import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Table;
import dev.weir.testkit.ClusterOptions;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.StartListener;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.Bills;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What bombs have come to, as tables and figures. */
// A configuration file reads better whole than inside the call that fills it in.
@SuppressWarnings("InlineFormatString")
public final class BombReport {
  private static final String INDEX = "bills";
  private static final double MOST_SLOWER = 1.5;
  private static final int NODES = 3;
  private static final int POPULATION = 20_000;
  private static final int HEAP_MEGABYTES = 384;
  private static final long SEED = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String WEIR =
      """
      listeners:
        - address: 127.0.0.1:%d
      clusters:
        - name: main
          nodes: [%s]
          deadline: 5s
      queries:
        mode: %s
        rules:
          - {rule: open-scroll, mode: %3$s}
          - {rule: deep-page, mode: %3$s, limit: 1000}
          - {rule: many-valued-aggregation, mode: %3$s, limit: 10000}
      admin:
        address: 127.0.0.1:%d
      access-log:
        file: %s
      """;

  private final BombPlan plan;
  private final Map<Before, BombTally> tallies;

  private BombReport(BombPlan plan, Map<Before, BombTally> tallies) {
    this.plan = plan;
    this.tallies = tallies;
  }

  /**
   * Bombs the same cluster directly and through Weir, one after the other. Blocks.
   *
   * @param root of the repository
   * @param logs where everyone's logs are kept
   * @param told hears who is how far
   */
  public static BombReport of(
      BombPlan plan, Path root, Path logs, BiConsumer<String, String> told) {
    Map<Before, BombTally> tallies = new EnumMap<>(Before.class);
    Bills bills = new Bills(SEED, POPULATION);
    ClusterOptions options =
        ClusterOptions.of(NODES).withName("weir-bombs").withHeapMegabytes(HEAP_MEGABYTES);
    for (Before before : plan.before()) {
      // A cluster that has been bombed is not the same: each has a fresh one.
      told.accept(before.label(), "starting %d nodes".formatted(NODES));
      try (OpenSearchCluster cluster = OpenSearchCluster.start(options, StartListener.none());
          Stage stage = new Stage()) {
        fill(cluster, bills);
        Files.createDirectories(logs);
        List<URI> targets = targets(before, cluster, stage, root, logs);
        BombCourse course =
            new BombCourse(plan, INDEX, bills, what -> told.accept(before.label(), what));
        tallies.put(before, course.run(targets));
      } catch (IOException e) {
        throw new BenchFailure("the bombs: " + e.getMessage(), e);
      }
    }
    return new BombReport(plan, tallies);
  }

  /** Amounts are floating-point numbers, as they are where nobody has thought of it. */
  private static void fill(OpenSearchCluster cluster, Bills bills) throws IOException {
    String definition =
        BillIndex.definition(1, NODES - 1)
            .replace("\"amount\": {\"type\": \"long\"}", "\"amount\": {\"type\": \"double\"}");
    try (BillIndex index = new BillIndex(cluster.uris().getFirst(), INDEX)) {
      index.create(definition);
      index.load(bills, (loaded, total) -> {});
    }
    cluster.awaitGreen(PATIENCE);
  }

  private static List<URI> targets(
      Before before, OpenSearchCluster cluster, Stage stage, Path root, Path logs) {
    return switch (before) {
      case DIRECT -> cluster.uris();
      case OBSERVE, ENFORCE -> {
        int port = stage.port();
        String nodes = cluster.uris().stream().map(URI::toString).collect(Collectors.joining(", "));
        Path configuration =
            stage.write(
                "weir.yaml",
                WEIR.formatted(
                    port,
                    nodes,
                    before.label(),
                    stage.port(),
                    logs.resolve(before.label() + "-access.log")));
        WeirProgram program = new WeirProgram(stage, root);
        program.prepare();
        Service weir = program.start(configuration, command -> command);
        weir.awaitListening(port, Duration.ofMinutes(1));
        yield List.of(URI.create("http://127.0.0.1:" + port));
      }
    };
  }

  public String method() {
    return """
    For everyone a fresh cluster of OpenSearch of %d nodes and an index of %d bills, on every node, whose amounts are doubles.
    Good requests: %d reads a second, open loop, %d s alone, then %d s beside bombs, open loop, too: %s. Weir has every usual
    rule in the mode that the table names, scrolls refused, pages no deeper than 1,000, and aggregations over fields of no
    more than 10,000 values.
    """
        .formatted(
            NODES,
            POPULATION,
            plan.goodRate(),
            plan.calm().toSeconds(),
            plan.bombs().toSeconds(),
            Arrays.stream(Bomb.values())
                .map(bomb -> bomb.label() + " " + bomb.rate() + "/s")
                .collect(Collectors.joining(", ")));
  }

  public List<Table> tables() {
    return List.of(goodTable(), bombTable());
  }

  private Table goodTable() {
    List<List<String>> rows = new ArrayList<>();
    tallies.forEach(
        (before, tally) ->
            rows.add(
                List.of(
                    before.label(),
                    "%d of %d".formatted(tally.failed(Phase.BOMBS), tally.count(Phase.BOMBS)),
                    format(tally.latency(Phase.CALM, 50), 1),
                    format(tally.latency(Phase.BOMBS, 50), 1),
                    format(tally.latency(Phase.CALM, 99), 1),
                    format(tally.latency(Phase.BOMBS, 99), 1),
                    format(tally.slower(), 2))));
    return new Table(
        "Good requests",
        List.of(
            "before the cluster",
            "refused or failed",
            "p50 calm, ms",
            "p50 with bombs, ms",
            "p99 calm, ms",
            "p99 with bombs, ms",
            "p99 times the calm"),
        rows);
  }

  private Table bombTable() {
    List<String> columns = new ArrayList<>(List.of("bomb", "a second"));
    tallies.keySet().forEach(before -> columns.add(before.label()));
    List<List<String>> rows = new ArrayList<>();
    for (Bomb bomb : Bomb.values()) {
      List<String> row = new ArrayList<>(List.of(bomb.label(), Integer.toString(bomb.rate())));
      tallies.values().forEach(tally -> row.add(tally.got(bomb)));
      rows.add(row);
    }
    return new Table("What the bombs got", columns, rows);
  }

  /** Weir's where it enforces, beside the others'; none if it does not take part. */
  public List<Figure> figures() {
    BombTally weir = tallies.get(Before.ENFORCE);
    if (weir == null) {
      return List.of();
    }
    return List.of(
        new Figure(
            "good requests refused or failed beside bombs",
            "0",
            Long.toString(weir.failed(Phase.BOMBS)),
            others(tally -> Long.toString(tally.failed(Phase.BOMBS))),
            "of " + weir.count(Phase.BOMBS),
            weir.failed(Phase.BOMBS) == 0),
        new Figure(
            "p99 of good requests beside bombs, times the calm",
            "≤ " + format(MOST_SLOWER, 1),
            format(weir.slower(), 2),
            others(tally -> format(tally.slower(), 2)),
            format(weir.latency(Phase.BOMBS, 99), 1) + " ms",
            weir.slower() <= MOST_SLOWER));
  }

  private String others(Function<BombTally, String> figure) {
    return tallies.entrySet().stream()
        .filter(entry -> entry.getKey() != Before.ENFORCE)
        .map(entry -> entry.getKey().label() + " " + figure.apply(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Raw values, by figure and by who stands before the cluster. */
  public Map<String, List<Double>> samples() {
    Map<String, List<Double>> samples = new TreeMap<>();
    tallies.forEach(
        (before, tally) -> {
          String of = "." + before.label();
          samples.put("good-failed" + of, List.of((double) tally.failed(Phase.BOMBS)));
          for (double percentile : new double[] {50, 90, 99}) {
            samples.put(
                "good-p" + (int) percentile + "-calm-bombs" + of,
                List.of(
                    tally.latency(Phase.CALM, percentile), tally.latency(Phase.BOMBS, percentile)));
          }
          for (Bomb bomb : Bomb.values()) {
            samples.put("answered " + bomb.label() + of, List.of((double) tally.answered(bomb)));
          }
        });
    return samples;
  }
}
