package dev.weir.bench.bombs;

import dev.weir.bench.process.Waiting;
import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Good traffic through the calm and through the bombs. Blocks; one thread. */
final class BombCourse {
  private static final int MOST_IN_FLIGHT = 2_000;
  private static final long SEED = 1;
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final BombPlan plan;
  private final String index;
  private final Bills bills;
  private final Consumer<String> told;

  BombCourse(BombPlan plan, String index, Bills bills, Consumer<String> told) {
    this.plan = plan;
    this.index = index;
    this.bills = bills;
    this.told = told;
  }

  BombTally run(List<URI> targets) {
    BombTally tally = new BombTally();
    try (LoadGenerator good =
        LoadGenerator.start(
            options(targets, plan.goodRate()), BillWorkload.reads(index, bills), tally::onGood)) {
      told.accept("warming up");
      Waiting.pass(plan.warmUp());
      told.accept("calm");
      tally.begin(Phase.CALM, System.nanoTime());
      Waiting.pass(plan.calm());
      told.accept("bombs");
      tally.begin(Phase.BOMBS, System.nanoTime());
      bomb(targets, tally);
      tally.end(System.nanoTime());
      good.drain(DEADLINE.multipliedBy(2));
    }
    told.accept(
        "good requests: %d of %d refused or failed, p99 %.0f ms, %.1f times the calm"
            .formatted(
                tally.failed(Phase.BOMBS),
                tally.count(Phase.BOMBS),
                tally.latency(Phase.BOMBS, 99),
                tally.slower()));
    Waiting.pass(AFTER);
    return tally;
  }

  private void bomb(List<URI> targets, BombTally tally) {
    List<LoadGenerator> falling = new ArrayList<>();
    try {
      for (Bomb bomb : Bomb.values()) {
        falling.add(
            LoadGenerator.start(
                options(targets, bomb.rate()),
                bomb.workload(index, bills),
                ended -> tally.onBomb(bomb, ended)));
      }
      Waiting.pass(plan.bombs());
    } finally {
      falling.forEach(LoadGenerator::close);
    }
  }

  private static LoadOptions options(List<URI> targets, int rate) {
    return new LoadOptions(targets, rate, DEADLINE, MOST_IN_FLIGHT, SEED);
  }
}
