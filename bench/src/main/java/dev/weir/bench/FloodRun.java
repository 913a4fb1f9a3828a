package dev.weir.bench;

import static dev.weir.bench.Ground.progress;

import dev.weir.bench.flood.FloodPlan;
import dev.weir.bench.flood.FloodReport;
import dev.weir.bench.peer.FloodPeers;
import dev.weir.bench.report.Result;
import java.nio.file.Path;

/** What becomes of a steady tenant while another offers far more than the cluster can do. */
final class FloodRun {
  private final Ground ground;
  private final FloodPlan plan;
  private final Path logs;

  /**
   * Starts nothing yet.
   *
   * @param logs where everyone's logs are kept
   */
  FloodRun(Ground ground, FloodPlan plan, Path logs) {
    this.ground = ground;
    this.plan = plan;
    this.logs = logs;
  }

  Result run() {
    FloodPeers.require(plan.peers());
    FloodReport report =
        FloodReport.of(plan, ground.root(), logs, (who, what) -> progress("%-8s %s", who, what));
    return ground.result(
        report.name(), report.method(), report.figures(), report.tables(), report.samples());
  }
}
