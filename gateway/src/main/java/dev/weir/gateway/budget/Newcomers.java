package dev.weir.gateway.budget;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Leases that have begun to be used, until the fleet's thread takes them over. A stack whose links
 * are in the leases (R. K. Treiber, 1986), so that a request takes no lock and allocates nothing to
 * put one there. Only emptied as a whole, so that no link is read after it has been used again.
 */
final class Newcomers {
  private final AtomicReference<@Nullable FleetLease> top = new AtomicReference<>();
  private volatile @Nullable Thread thread;

  /** Who takes them, and is woken when there is one. */
  void takenBy(@Nullable Thread taker) {
    thread = taker;
  }

  /** Puts one there that is not; from any thread. */
  void push(FleetLease lease) {
    FleetLease below;
    do {
      below = top.get();
      lease.below = below;
    } while (!top.compareAndSet(below, lease));
    if (below == null) {
      LockSupport.unpark(thread);
    }
  }

  /** Takes all, linked by {@link FleetLease#below}. */
  @Nullable FleetLease takeAll() {
    return top.getAndSet(null);
  }

  boolean isEmpty() {
    return top.get() == null;
  }
}
