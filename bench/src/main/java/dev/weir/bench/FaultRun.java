package dev.weir.bench;

import static dev.weir.bench.Ground.progress;

import dev.weir.bench.faults.FaultPlan;
import dev.weir.bench.faults.FaultReport;
import dev.weir.bench.peer.ClusterPeers;
import dev.weir.bench.report.Result;
import java.nio.file.Path;

/** What becomes of requests while nodes of a real cluster are killed, frozen and slowed. */
final class FaultRun {
  private final Ground ground;
  private final FaultPlan plan;
  private final Path logs;

  /**
   * Starts nothing yet.
   *
   * @param logs where the logs of everyone who takes part are kept
   */
  FaultRun(Ground ground, FaultPlan plan, Path logs) {
    this.ground = ground;
    this.plan = plan;
    this.logs = logs;
  }

  Result run() {
    ClusterPeers.require(plan.peers());
    FaultReport report =
        FaultReport.of(
            plan, ground.root(), logs, (peer, what) -> progress("%-8s %s", peer.label(), what));
    return ground.result(
        report.name(), report.method(), report.figures(), report.tables(), report.samples());
  }
}
