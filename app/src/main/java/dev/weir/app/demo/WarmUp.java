package dev.weir.app.demo;

import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadFigures;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A load that is not counted, until fresh JVMs have compiled what they need: a cluster in earnest
 * is not judged by its first seconds either. Where the rate is left to the demo, it is halved until
 * the machine carries it, nodes, gateway and load being all on this one.
 */
final class WarmUp {
  private static final int LEAST_SECONDS = 3;
  private static final int MOST_SECONDS = 7;
  private static final int LOWEST_RATE = 25;
  private static final double CALM_MILLIS = 150;
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final long SEED = 2;

  private final URI target;
  private final Bills bills;
  private final Progress progress;

  WarmUp(URI target, Bills bills, Progress progress) {
    this.target = target;
    this.bills = bills;
    this.progress = progress;
  }

  /**
   * Warms up; blocks.
   *
   * @param rate wished, in requests per second
   * @param fixed whether it has to be that
   * @return the rate that went well, or the lowest there is
   */
  int run(int rate, boolean fixed) {
    int tried = rate;
    while (!isCalmAt(tried) && !fixed && tried > LOWEST_RATE) {
      tried = Math.max(LOWEST_RATE, tried / 2);
    }
    progress.warming(1, "done");
    return tried;
  }

  private boolean isCalmAt(int rate) {
    // Few in flight: what does not get through is dropped, so that nothing is left to work off.
    LoadOptions options = new LoadOptions(target, rate, DEADLINE, 64, SEED);
    try (LoadGenerator load = LoadGenerator.start(options, new BillWorkload(River.INDEX, bills))) {
      boolean calm = false;
      for (int second = 1; second <= MOST_SECONDS && (second <= LEAST_SECONDS || !calm); second++) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        LoadFigures last = load.interval();
        calm = last.failed() == 0 && last.latency().p99() <= CALM_MILLIS;
        String word = "%d/s, p99 %s".formatted(rate, Words.millis(last.latency().p99()));
        progress.warming((double) second / (MOST_SECONDS + 1), word);
      }
      load.drain(DEADLINE);
      return calm;
    }
  }
}
