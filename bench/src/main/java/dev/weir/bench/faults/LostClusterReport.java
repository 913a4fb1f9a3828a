package dev.weir.bench.faults;

import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the loss of a whole cluster has come to, as a table and figures. */
public final class LostClusterReport {
  private static final double MOST_FAILED = 0.001;

  private final LostClusterPlan plan;
  private final List<LostReads> outcomes;

  LostClusterReport(LostClusterPlan plan, List<LostReads> outcomes) {
    this.plan = plan;
    this.outcomes = List.copyOf(outcomes);
  }

  /**
   * Takes every peer through it, one after the other. Blocks.
   *
   * @param root of the repository
   * @param logs where everyone's logs are kept, a folder for each peer
   * @param told hears how far it is
   */
  public static LostClusterReport of(
      LostClusterPlan plan, Path root, Path logs, BiConsumer<PeerKind, String> told) {
    List<LostReads> outcomes = new ArrayList<>();
    for (PeerKind peer : plan.peers()) {
      Path own = logs.resolve(peer.label());
      outcomes.add(new LostCluster(peer, plan, root, own, what -> told.accept(peer, what)).run());
    }
    return new LostClusterReport(plan, outcomes);
  }

  public String method() {
    return """
    Two clusters of OpenSearch of %d nodes each, an index of %d bills in one shard with a replica in both. Open loop at %d
    reads a second (searches, counts, documents by id), as many as the machine bears; %d s a read at most. Every node of
    the first cluster is killed (`kill -9`); counted are the reads under way then and those of the minute after. Weir has
    the second cluster as standby, with its defaults; nginx has its nodes as backup servers.
    """
        .formatted(
            LostCluster.NODES, LostCluster.POPULATION, plan.rate(), Course.DEADLINE.toSeconds());
  }

  public List<Table> tables() {
    List<List<String>> rows =
        outcomes.stream()
            .map(
                outcome ->
                    List.of(
                        outcome.peer().label(),
                        "%d of %d".formatted(outcome.failed(), outcome.reads()),
                        Share.of(outcome.failed(), outcome.reads()),
                        Long.toString(outcome.failedLater()),
                        format(outcome.lastFailureSeconds(), 2),
                        format(outcome.calmP99(), 0),
                        format(outcome.p99(), 0)))
            .toList();
    return List.of(
        new Table(
            "Reads of the minute in which the cluster was lost",
            List.of(
                "peer",
                "failed",
                "good",
                "failed after the first second",
                "last failure, s",
                "p99 before, ms",
                "p99 of the minute, ms"),
            rows));
  }

  /** Weir's, beside the others'; none if Weir did not take part. */
  public List<Figure> figures() {
    return outcomes.stream()
        .filter(outcome -> outcome.peer() == PeerKind.WEIR)
        .findFirst()
        .map(this::figures)
        .orElse(List.of());
  }

  private List<Figure> figures(LostReads weir) {
    return List.of(
        new Figure(
            "reads that fail in the minute in which a cluster is lost",
            "< 0.1 %",
            Long.toString(weir.failed()),
            others(outcome -> Long.toString(outcome.failed())),
            "of " + weir.reads(),
            weir.failed() < MOST_FAILED * weir.reads()),
        new Figure(
            "reads that fail after the first second",
            "0",
            Long.toString(weir.failedLater()),
            others(outcome -> Long.toString(outcome.failedLater())),
            "last failure after " + format(weir.lastFailureSeconds(), 2) + " s",
            weir.failedLater() == 0));
  }

  private String others(Function<LostReads, String> figure) {
    return outcomes.stream()
        .filter(outcome -> outcome.peer() != PeerKind.WEIR)
        .map(outcome -> outcome.peer().label() + " " + figure.apply(outcome))
        .collect(Collectors.joining(", "));
  }

  /** Raw values, by figure and peer. */
  public Map<String, List<Double>> samples() {
    Map<String, List<Double>> samples = new TreeMap<>();
    for (LostReads outcome : outcomes) {
      String peer = "." + outcome.peer().label();
      samples.put("reads" + peer, List.of((double) outcome.reads()));
      samples.put("failed" + peer, List.of((double) outcome.failed()));
      samples.put("failed-later" + peer, List.of((double) outcome.failedLater()));
      samples.put("failed-before" + peer, List.of((double) outcome.calmFailed()));
      samples.put("p99-before-after" + peer, List.of(outcome.calmP99(), outcome.p99()));
    }
    return samples;
  }
}
