package dev.weir.bench;

import static dev.weir.bench.Ground.progress;

import dev.weir.bench.faults.LostClusterPlan;
import dev.weir.bench.faults.LostClusterReport;
import dev.weir.bench.peer.ClusterPeers;
import dev.weir.bench.report.Result;
import java.nio.file.Path;

/** What becomes of reads when one of two clusters is killed whole. */
final class LostClusterRun {
  private final Ground ground;
  private final LostClusterPlan plan;
  private final Path logs;

  /**
   * Starts nothing yet.
   *
   * @param logs where everyone's logs are kept
   */
  LostClusterRun(Ground ground, LostClusterPlan plan, Path logs) {
    this.ground = ground;
    this.plan = plan;
    this.logs = logs;
  }

  Result run() {
    ClusterPeers.requireWithStandby(plan.peers());
    LostClusterReport report =
        LostClusterReport.of(
            plan, ground.root(), logs, (peer, what) -> progress("%-8s %s", peer.label(), what));
    return ground.result(
        "lost-cluster", report.method(), report.figures(), report.tables(), report.samples());
  }
}
