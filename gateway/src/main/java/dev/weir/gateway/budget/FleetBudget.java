package dev.weir.gateway.budget;

import dev.weir.flow.lease.BudgetLease;
import dev.weir.flow.lease.LeaseRule;
import dev.weir.flow.limit.KeyedPlaces;
import dev.weir.flow.limit.LimitRule.TokenBucket;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.status.BudgetStatus;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A budget that all gateways of a fleet share, of which this one takes leases. The {@link Fleet}
 * looks after them; a request only takes what is here.
 *
 * <p>A key is only given up here after the store has forgotten it, so the store holds no more keys
 * of a budget than all gateways have places for.
 */
public final class FleetBudget implements Budget {
  private final String name;
  private final StoreKeys storeKeys;
  private final Newcomers newcomers;
  private final KeyedPlaces<Object, FleetLease> leases;
  private final FleetLease shared;
  private final LongAdder asks = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private volatile LeaseRule rule;
  private volatile int gateways;

  FleetBudget(LimitSettings settings, LeaseRule rule, int gateways, Newcomers newcomers, long now) {
    this.name = settings.name();
    this.storeKeys = new StoreKeys(settings);
    this.rule = rule;
    this.gateways = gateways;
    this.newcomers = newcomers;
    this.leases = new KeyedPlaces<>(new Made(), settings.maxKeys());
    this.shared = new FleetLease(this, storeKeys.shared(), new BudgetLease(rule, gateways, now));
  }

  private final class Made implements KeyedPlaces.Maker<Object, FleetLease> {
    @Override
    public FleetLease make(Object key, long now) {
      BudgetLease lease = new BudgetLease(rule, gateways, now);
      return new FleetLease(FleetBudget.this, storeKeys.of(key), lease);
    }

    @Override
    public void settled(Object key, FleetLease lease, long now) {
      LeaseRule current = rule;
      int count = gateways;
      if (!lease.lease().rule().equals(current)
          || !lease.lease().own().rule().equals(current.share(count))) {
        lease.lease().change(current, count, now);
      }
    }
  }

  /** The rule of a limit's settings. */
  static TokenBucket bucket(LimitSettings settings) {
    int burst = settings.burst();
    return new TokenBucket(
        settings.requests(), settings.within().toNanos(), burst == 0 ? settings.requests() : burst);
  }

  /** Goes on with other amounts; what was used is not forgotten. */
  public void change(LimitSettings settings, long now) {
    LeaseRule old = rule;
    change(
        new LeaseRule(bucket(settings), old.leaseNanos(), old.patienceNanos(), old.retryNanos()),
        gateways,
        now);
  }

  /** Goes on with another rule, or another share of it. */
  void change(LeaseRule changed, int count, long now) {
    rule = changed;
    gateways = count;
    forEachLease(lease -> lease.lease().change(changed, count, now));
  }

  LeaseRule rule() {
    return rule;
  }

  /** Those of keys, and the shared one. */
  void forEachLease(Consumer<FleetLease> action) {
    action.accept(shared);
    leases.forEach((key, lease) -> action.accept(lease));
  }

  @Override
  public long admit(Object key, long now, int permits) {
    while (true) {
      FleetLease own = leases.get(key, now);
      if (own == null) {
        return shared.admit(now, permits, newcomers);
      }
      long answer = own.admit(now, permits, newcomers);
      if (!own.isRetired()) {
        return answer;
      }
    }
  }

  /** Nobody waits for his turn in a budget of the fleet. */
  @Override
  public long hold(Object key, long now, int permits) {
    return -admit(key, now, permits);
  }

  @Override
  public void giveBack(Object key, long admittedAt, int permits) {
    FleetLease own = leases.find(key);
    (own == null ? shared : own).lease().giveBack(admittedAt, permits);
  }

  @Override
  public void charge(Object key, long now, int permits) {
    FleetLease own = leases.find(key);
    (own == null ? shared : own).lease().charge(now, permits);
  }

  /** The store was asked for permits. */
  void asked() {
    asks.increment();
  }

  /** The store has given permits. */
  void taken(long permits) {
    taken.add(permits);
  }

  @Override
  public int keys() {
    return leases.size();
  }

  @Override
  public int mostKeys() {
    return leases.most();
  }

  @Override
  public long evictions() {
    return leases.evictions();
  }

  @Override
  public long crowded() {
    return leases.crowded();
  }

  @Override
  public void forEach(long now, Uses uses) {
    leases.forEach(
        (key, lease) -> {
          BudgetLease of = lease.lease();
          long bound = of.isAway() ? of.own().bound() : of.rule().budget().burst();
          uses.accept(key, of.used(now), bound);
        });
  }

  BudgetStatus status(long now) {
    TokenBucket share = rule.share(gateways);
    LongAdder left = new LongAdder();
    forEachLease(lease -> left.add(lease.lease().left(now)));
    return new BudgetStatus(
        name,
        share.permits() * 1e9 / share.nanos(),
        share.burst(),
        left.sum(),
        asks.sum(),
        taken.sum());
  }
}
