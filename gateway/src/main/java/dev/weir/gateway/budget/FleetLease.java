package dev.weir.gateway.budget;

import dev.weir.flow.lease.Ask;
import dev.weir.flow.lease.BudgetLease;
import dev.weir.flow.limit.Retirable;
import dev.weir.gateway.fleet.BudgetStore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What one key of a budget may pass here, and how it is called at the store. */
final class FleetLease implements Retirable {
  private final FleetBudget budget;
  private final String storeKey;
  private final BudgetLease lease;
  private final AtomicBoolean watched = new AtomicBoolean();

  /** The one below it in {@link Newcomers}; belongs to that. */
  @Nullable FleetLease below;

  FleetLease(FleetBudget budget, String storeKey, BudgetLease lease) {
    this.budget = budget;
    this.storeKey = storeKey;
    this.lease = lease;
  }

  BudgetLease lease() {
    return lease;
  }

  /** Takes permits, as {@link BudgetLease#admit}, and sees to it that it is looked after. */
  long admit(long now, int permits, Newcomers newcomers) {
    long answer = lease.admit(now, permits);
    if (!watched.get() && watched.compareAndSet(false, true)) {
      newcomers.push(this);
    }
    return answer;
  }

  /** Whether it needs to be looked after no longer; for whoever does that. */
  boolean leavesWatch() {
    if (!lease.isQuiet()) {
      return false;
    }
    watched.set(false);
    // Somebody may have come in between, and have seen that it was watched.
    return lease.isQuiet() || !watched.compareAndSet(false, true);
  }

  /** The store is about to be asked. */
  void asked() {
    budget.asked();
  }

  /** As the store is asked. */
  BudgetStore.Take take(Ask ask) {
    return new BudgetStore.Take(storeKey, lease.rule().budget(), ask.wanted(), ask.passed());
  }

  void taken(Ask ask, BudgetStore.Taken taken, long now) {
    lease.granted(ask, taken.given(), taken.moreInNanos(), taken.fullInNanos(), now);
    budget.taken(taken.given());
  }

  @Override
  public boolean retire(long now) {
    return !watched.get() && lease.retire(now);
  }

  @Override
  public boolean isRetired() {
    return lease.isRetired();
  }
}
