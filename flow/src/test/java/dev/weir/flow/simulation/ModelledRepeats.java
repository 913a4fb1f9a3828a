package dev.weir.flow.simulation;

import dev.weir.flow.retry.Backoff;
import dev.weir.flow.retry.LatencyWindow;
import dev.weir.flow.retry.RetryBudget;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Whether and when a gateway's requests are sent again. */
final class ModelledRepeats {
  private final RetryBudget retries =
      new RetryBudget(
          Defaults.RETRY_SHARE,
          Defaults.RETRIES_PER_SECOND,
          Defaults.RETRIES_PER_SECOND * Defaults.SAVED_SECONDS,
          0);
  private final RetryBudget hedges =
      new RetryBudget(Defaults.HEDGE_SHARE, 0, Defaults.SAVED_SECONDS, 0);
  private final Backoff backoff = new Backoff(Defaults.FIRST_WAIT, Defaults.LONGEST_WAIT);
  private final SplittableRandom random;

  /** Null if reads are not hedged. */
  private final @Nullable LatencyWindow reads;

  ModelledRepeats(boolean hedging, SplittableRandom random) {
    this.reads =
        hedging ? new LatencyWindow(Defaults.HEDGE_PERCENTILE, Defaults.HEDGE_WINDOW, 0) : null;
    this.random = random;
  }

  void onRequest() {
    retries.onRequest();
  }

  boolean tryRetry(long now) {
    return retries.tryTake(now);
  }

  long backoff(int spaced) {
    return backoff.nanos(spaced, random.nextLong());
  }

  void onRead(long nanos, long now) {
    if (reads != null) {
      reads.record(nanos, now);
    }
  }

  /** After how long a read may be hedged; -1 if it may not. */
  long hedgeDelay(long now) {
    if (reads == null) {
      return -1;
    }
    hedges.onRequest();
    long quantile = reads.quantile(now);
    return quantile < 0 ? -1 : Math.max(quantile, Defaults.HEDGE_AT_LEAST);
  }

  boolean tryHedge(long now) {
    return hedges.tryTake(now);
  }
}
