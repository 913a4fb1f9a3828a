package dev.weir.bench;

import static dev.weir.bench.Ground.progress;

import dev.weir.bench.bombs.BombPlan;
import dev.weir.bench.bombs.BombReport;
import dev.weir.bench.process.Tools;
import dev.weir.bench.report.Result;
import java.nio.file.Path;
import java.util.List;

/** What becomes of good traffic beside searches that a cluster should never be asked. */
final class BombRun {
  private final Ground ground;
  private final BombPlan plan;
  private final Path logs;

  /**
   * Starts nothing yet.
   *
   * @param logs where everyone's logs are kept
   */
  BombRun(Ground ground, BombPlan plan, Path logs) {
    this.ground = ground;
    this.plan = plan;
    this.logs = logs;
  }

  Result run() {
    Tools.require(List.of("setsid"));
    BombReport report =
        BombReport.of(plan, ground.root(), logs, (who, what) -> progress("%-8s %s", who, what));
    return ground.result(
        "bombs", report.method(), report.figures(), report.tables(), report.samples());
  }
}
