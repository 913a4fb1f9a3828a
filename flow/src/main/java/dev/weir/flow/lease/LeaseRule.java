package dev.weir.flow.lease;

import dev.weir.flow.limit.LimitRule;
import dev.weir.flow.limit.LimitRule.TokenBucket;

/**
 * What a fleet may pass together, and how its gateways share that.
 *
 * @param budget of the whole fleet; its burst should be at least what comes within a quarter of a
 *     lease, since that is how often gateways ask when there is too little
 * @param leaseNanos permits that a gateway was given are void after so long
 * @param patienceNanos a shared store that has not answered for so long is away
 * @param retryNanos a store that is away is asked so often
 */
public record LeaseRule(TokenBucket budget, long leaseNanos, long patienceNanos, long retryNanos) {
  /** A tenth of a second, as long for an answer, half a second between questions while away. */
  public static LeaseRule of(TokenBucket budget) {
    return new LeaseRule(budget, 100_000_000, 100_000_000, 500_000_000);
  }

  public LeaseRule {
    if (leaseNanos < 1_000_000 || leaseNanos > LimitRule.MOST_NANOS) {
      throw new IllegalArgumentException("lease " + leaseNanos);
    }
    if (patienceNanos < 1 || retryNanos < 1) {
      throw new IllegalArgumentException("patience " + patienceNanos + ", retry " + retryNanos);
    }
  }

  /** What one of so many gateways passes on its own. */
  public TokenBucket share(int gateways) {
    long period = (long) Math.min(LimitRule.MOST_NANOS, (double) budget.nanos() * gateways);
    return new TokenBucket(budget.permits(), period, Math.max(1, budget.burst() / gateways));
  }

  /** The most that is asked for at once: what the whole fleet may pass within a lease. */
  long mostWanted() {
    return Math.max(1, (long) ((double) budget.permits() * leaseNanos / budget.nanos()));
  }

  /** How long it takes until a budget that was used up is whole again. */
  long fillNanos() {
    return (long) ((double) budget.burst() * budget.nanos() / budget.permits());
  }

  /** Gateways ask no more often than this while there is too little. */
  long spacingNanos() {
    return leaseNanos / 4;
  }
}
