package dev.weir.gateway.upstream;

import dev.weir.flow.retry.Backoff;
import dev.weir.flow.retry.LatencyWindow;
import dev.weir.flow.retry.RetryBudget;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.HedgeSettings;
import dev.weir.gateway.settings.RetrySettings;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Whether and when requests of one event loop to one cluster are sent again. Each loop has its own
 * share of the traffic, and so its own budgets: nothing is shared, and nothing locked. Used on its
 * loop only.
 */
public final class Repeats {
  private static final Duration WINDOW = Duration.ofSeconds(5);

  /** Seconds' worth of the budget's sure part that are saved up. */
  private static final int SAVED_SECONDS = 10;

  private final RetryBudget retries;
  private final RetryBudget hedges;
  private final Backoff backoff;
  private final SplittableRandom random;
  private final LatencyWindow reads;
  private final long hedgeAtLeast;
  private final boolean hedging;
  private final RepeatCounts counts;

  Repeats(ClusterSettings settings, RepeatCounts counts, int loops, long seed, long now) {
    RetrySettings retry = settings.retry();
    HedgeSettings hedge = settings.hedge();
    double perSecond = (double) retry.budgetPerSecond() / loops;
    this.retries =
        new RetryBudget(retry.budgetPercent() / 100.0, perSecond, perSecond * SAVED_SECONDS, now);
    this.hedges = new RetryBudget(hedge.budgetPercent() / 100.0, 0, SAVED_SECONDS, now);
    this.backoff = new Backoff(retry.firstWait(), retry.longestWait());
    this.random = new SplittableRandom(seed);
    this.reads = new LatencyWindow(hedge.percentile(), WINDOW, now);
    this.hedgeAtLeast = hedge.atLeast().toNanos();
    this.hedging = hedge.enabled();
    this.counts = counts;
  }

  /** A request has come for the cluster. */
  public void onRequest() {
    retries.onRequest();
  }

  /** Takes a replay from the budget, if there is one. */
  public boolean tryRetry(long now) {
    boolean taken = retries.tryTake(now);
    if (!taken) {
      counts.overBudget().increment();
    }
    return taken;
  }

  /**
   * How long to wait before the next replay, in nanoseconds.
   *
   * @param spaced how many there were with a wait before it
   */
  public long backoff(int spaced) {
    return backoff.nanos(spaced, random.nextLong());
  }

  /** A read was answered after so long. */
  public void onRead(long nanos, long now) {
    if (hedging) {
      reads.record(nanos, now);
    }
  }

  /**
   * After how long a read may be hedged; -1 if it may not. Pays the read's part into the budget.
   */
  public long hedgeDelay(long now) {
    if (!hedging) {
      return -1;
    }
    hedges.onRequest();
    long quantile = reads.quantile(now);
    return quantile < 0 ? -1 : Math.max(quantile, hedgeAtLeast);
  }

  /** Takes a hedge from the budget, if there is one. */
  public boolean tryHedge(long now) {
    boolean taken = hedges.tryTake(now);
    if (!taken) {
      counts.overBudget().increment();
    }
    return taken;
  }

  public RepeatCounts counts() {
    return counts;
  }
}
