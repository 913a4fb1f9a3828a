package dev.weir.gateway.budget;

import dev.weir.flow.lease.Ask;
import dev.weir.flow.lease.FleetSize;
import dev.weir.flow.lease.LeaseRule;
import dev.weir.flow.lease.StoreWatch;
import dev.weir.gateway.fleet.BudgetStoreFactory;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.RedisSettings;
import dev.weir.gateway.status.BudgetStatus;
import dev.weir.gateway.status.FleetStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What this gateway shares with others. One thread, {@code weir-fleet}, takes leases of budgets
 * ahead of need, many in one call, and beats; it sleeps while nobody asks. No request waits for it.
 * Methods are safe from any thread; settings are changed by one at a time.
 */
public final class Fleet implements AutoCloseable {
  /** Leases that are in use are looked after so often. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Takes in one call: a script that Redis is not held up by. */
  private static final int MOST_TAKES = 100;

  private final BudgetStoreFactory stores;
  private final String gateway = UUID.randomUUID().toString();
  private final Newcomers newcomers = new Newcomers();
  private final Map<String, FleetBudget> budgets = new ConcurrentHashMap<>();
  private final List<FleetLease> watched = new ArrayList<>();
  private final FleetSize size = new FleetSize(FleetLink.MEMORY.toNanos());
  private volatile FleetSettings settings = FleetSettings.defaults();
  private volatile @Nullable FleetLink link;
  private @Nullable FleetLink coming;
  private @Nullable Thread thread;
  private int first;

  /** Shares nothing yet. */
  public Fleet(BudgetStoreFactory stores) {
    this.stores = stores;
  }

  /** Takes new settings; budgets of limits that are not there any more are forgotten. */
  public synchronized void use(FleetSettings wanted, List<LimitSettings> limits) {
    List<String> shared =
        limits.stream().filter(LimitSettings::fleet).map(LimitSettings::name).toList();
    RedisSettings redis = wanted.redis();
    if (shared.isEmpty() || redis == null) {
      stop();
    } else {
      connect(wanted, redis);
    }
    settings = wanted;
    budgets.keySet().retainAll(shared);
    divide(System.nanoTime());
  }

  private void connect(FleetSettings wanted, RedisSettings redis) {
    FleetLink latest = coming == null ? link : coming;
    if (latest != null && latest.settings().equals(wanted)) {
      return;
    }
    FleetLink next =
        new FleetLink(wanted, redis, stores.open(wanted, redis), gateway, System.nanoTime());
    if (coming != null) {
      coming.close();
      coming = null;
    }
    if (link == null) {
      link = next;
    } else {
      // The one before goes on until it is known how it is with this one.
      coming = next;
    }
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("weir-fleet").start(this::run);
      newcomers.takenBy(thread);
    }
    LockSupport.unpark(thread);
  }

  private void stop() {
    Thread running = thread;
    thread = null;
    newcomers.takenBy(null);
    LockSupport.unpark(running);
    if (link != null) {
      link.close();
      link = null;
    }
    if (coming != null) {
      coming.close();
      coming = null;
    }
  }

  /** A budget for a limit; {@link #use} has said before that it is the fleet's. */
  public synchronized FleetBudget budget(LimitSettings limit, long now) {
    FleetBudget made = new FleetBudget(limit, rule(limit), gateways(), newcomers, now);
    budgets.put(limit.name(), made);
    return made;
  }

  private LeaseRule rule(LimitSettings limit) {
    long patience = settings.patience().toNanos();
    return new LeaseRule(FleetBudget.bucket(limit), settings.lease().toNanos(), patience, patience);
  }

  /** By how many a budget is divided while the store is away; at least 1. */
  public synchronized int gateways() {
    int known = settings.gateways();
    return known > 0 ? known : size.count();
  }

  private void divide(long now) {
    long lease = settings.lease().toNanos();
    long patience = settings.patience().toNanos();
    int count = gateways();
    budgets
        .values()
        .forEach(
            budget ->
                budget.change(
                    new LeaseRule(budget.rule().budget(), lease, patience, patience), count, now));
  }

  private void run() {
    Thread self = Thread.currentThread();
    long pause = 0;
    while (pause >= 0) {
      pause = look(self, System.nanoTime());
      if (pause > 0 && newcomers.isEmpty()) {
        LockSupport.parkNanos(pause);
      }
    }
  }

  /** Tells for how long nothing is to be done; below 0 for ever. */
  private synchronized long look(Thread self, long now) {
    FleetLink current = link;
    if (!self.equals(thread) || current == null) {
      return -1;
    }
    current.look(now);
    FleetLink next = coming;
    if (next != null) {
      next.look(now);
      if (next.state() != StoreWatch.State.UNKNOWN) {
        current.close();
        link = next;
        coming = null;
        current = next;
      }
    }
    int heard = current.takeHeard();
    if (heard > 0 && size.heard(heard, now)) {
      divide(now);
    }
    adopt();
    ask(current, now);
    watched.removeIf(FleetLease::leavesWatch);
    return watched.isEmpty() && next == null ? current.nextLook(now) : TICK_NANOS;
  }

  private void adopt() {
    List<FleetLease> come = new ArrayList<>();
    for (FleetLease lease = newcomers.takeAll(); lease != null; lease = lease.below) {
      come.add(lease);
    }
    watched.addAll(come);
  }

  private void ask(FleetLink to, long now) {
    switch (to.state()) {
      // What passes is told with the first question.
      case UNKNOWN -> {}
      case AWAY -> {
        for (FleetLease each : watched) {
          Ask ask = each.lease().ask(now);
          if (ask != null) {
            each.lease().failed(ask, now);
          }
        }
      }
      case THERE -> take(to, now);
    }
  }

  private void take(FleetLink to, long now) {
    Call call = new Call(now);
    int count = watched.size();
    int i = 0;
    while (i < count && to.hasRoom()) {
      FleetLease each = watched.get((first + i++) % count);
      Ask ask = each.lease().ask(now);
      if (ask != null) {
        each.asked();
        call.add(each, ask);
      }
      if (call.size() == MOST_TAKES) {
        to.take(call);
        call = new Call(now);
      }
    }
    if (call.size() > 0) {
      to.take(call);
    }
    // Who had to wait for room comes first the next time.
    first = count == 0 ? 0 : (first + i) % count;
  }

  /** At this moment. */
  public FleetStatus status() {
    FleetLink current = link;
    if (current == null) {
      return FleetStatus.NONE;
    }
    long now = System.nanoTime();
    List<BudgetStatus> shown =
        budgets.values().stream()
            .map(budget -> budget.status(now))
            .sorted(Comparator.comparing(BudgetStatus::limit))
            .toList();
    return new FleetStatus(
        current.shownState(),
        current.cause(),
        gateways(),
        current.answered(),
        current.failures(),
        current.changes(),
        shown);
  }

  @Override
  public synchronized void close() {
    stop();
  }
}
