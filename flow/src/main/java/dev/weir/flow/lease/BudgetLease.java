package dev.weir.flow.lease;

import dev.weir.flow.limit.Limit;
import dev.weir.flow.limit.LimitRule.TokenBucket;
import dev.weir.flow.limit.Retirable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One gateway's part of a budget that a fleet shares. It takes permits from a shared store in lots,
 * one question for many requests, and passes requests on them. Before the first answer, or when a
 * lot was used up before the next has come, requests pass on the gateway's own share, which is the
 * budget divided by the gateways, and the store is told afterwards. While the store is away, the
 * own share is all there is; what was passed on it is not charged later. The first answer ends
 * that.
 *
 * <p>With the store there, the fleet passes within any time T at most what the budget permits in
 * {@code T + lease + patience}, for permits are void after a lease, and are told of within the
 * patience; and its burst once more, for what the own shares pass before the store knows. With the
 * store away from all, at most the budget, from when the last lease is void. A gateway that alone
 * does not reach the store adds its own share.
 *
 * <p>{@link #admit} is safe from any thread, lock-free, without allocation. It does no calls:
 * {@link #ask} says when to make one, and {@link #granted} or {@link #failed} take what came of it.
 */
public final class BudgetLease implements Retirable {
  private final Limit own;
  private final Lot[] lots = {new Lot(), new Lot()};
  private final LongAdder demand = new LongAdder();
  private final AtomicLong passed = new AtomicLong();
  private final AtomicReference<@Nullable Ask> asking = new AtomicReference<>();
  private volatile LeaseRule rule;
  private volatile boolean away;
  private volatile boolean retired;
  private volatile long fullAt;
  private volatile long nothingUntil;
  private volatile long nextAsk;
  private volatile long lastWanted = 1;
  private volatile int unmet = 1;
  private volatile long askedDemand;
  private volatile long asks;

  /** Where the stretch begins over which demand is measured, and where the next one does. */
  private volatile long measuredFrom;

  private volatile long measuredDemand;
  private volatile long nextFrom;
  private volatile long nextDemand;

  /**
   * Nothing is granted yet.
   *
   * @param gateways how many share the budget as far as is known, at least 1
   */
  public BudgetLease(LeaseRule rule, int gateways, long now) {
    this.rule = rule;
    this.own = new Limit(rule.share(gateways), now);
    this.nothingUntil = now;
    this.nextAsk = now;
    this.fullAt = now;
    this.measuredFrom = now;
    this.nextFrom = now;
  }

  /** Gateways have come or gone. */
  public void gateways(int count, long now) {
    own.change(rule.share(count), now);
  }

  /** The budget, or the times of leases, are others from now on; what was granted stays. */
  public void change(LeaseRule changed, int gateways, long now) {
    rule = changed;
    gateways(gateways, now);
  }

  /**
   * Asks for permits, and takes them if they are there.
   *
   * @param permits at least 1
   * @return as {@link Limit#admit}
   */
  public long admit(long now, int permits) {
    if (permits > rule.budget().burst()) {
      return Limit.NEVER;
    }
    demand.add(permits);
    Lot first = lots[0].endsBefore(lots[1]) ? lots[0] : lots[1];
    Lot second = first == lots[0] ? lots[1] : lots[0];
    if (first.take(permits, now) || second.take(permits, now)) {
      return 0;
    }
    if (permits > unmet) {
      unmet = permits;
    }
    long nothing = nothingUntil - now;
    if (!away && nothing > 0) {
      return nothing;
    }
    long wait = own.admit(now, permits);
    if (wait == 0 && !away) {
      passed.addAndGet(permits);
    }
    // More than the own share ever permits at once may still be granted by the store.
    return wait == Limit.NEVER ? rule.leaseNanos() : wait;
  }

  /**
   * Gives permits back that were taken a moment ago and are not needed.
   *
   * @param admittedAt the time that {@link #admit} was given
   */
  public void giveBack(long admittedAt, int permits) {
    if (away) {
      own.giveBack(admittedAt, permits);
    } else if (!lots[0].putBack(permits, admittedAt) && !lots[1].putBack(permits, admittedAt)) {
      passed.addAndGet(-permits);
    }
  }

  /** Takes permits that have been used already; as {@link Limit#charge}. */
  public void charge(long now, int permits) {
    if (away) {
      own.charge(now, permits);
    } else {
      // The store is told of it with the next question.
      passed.addAndGet(permits);
    }
  }

  /**
   * Whether the store is to be asked, and what. To be called after {@link #admit}, and some times a
   * second from whoever looks after the lease; from any thread. Null if there is nothing to ask,
   * which is cheap to find out.
   */
  public @Nullable Ask ask(long now) {
    Ask open = asking.get();
    if (open != null) {
      if (now - open.at() < rule.patienceNanos()) {
        return null;
      }
      failed(open, now);
      return null;
    }
    if (now - nextAsk < 0 || !isShort(now)) {
      return null;
    }
    Ask next = new Ask(asks + 1, wanted(now), 0, now);
    return asking.compareAndSet(null, next) ? charged(next, now) : null;
  }

  /** Less than half of a lot is left, and somebody has come since the last question. */
  private boolean isShort(long now) {
    return left(now) * 2 < Math.max(lastWanted, unmet) && demand.sum() != askedDemand;
  }

  /**
   * As much as has been asked for within a lease of late. Measured over one lease at least, since a
   * burst tells nothing of what comes after it; and over three at most, since before that there may
   * have been nobody.
   */
  private long wanted(long now) {
    long lease = rule.leaseNanos();
    long nanos = Math.clamp(now - measuredFrom, lease, 3 * lease);
    double perLease = (double) (demand.sum() - measuredDemand) * lease / nanos;
    long most = Math.max(rule.mostWanted(), unmet);
    return Math.clamp((long) perLease, unmet, most);
  }

  private @Nullable Ask charged(Ask next, long now) {
    askedDemand = demand.sum();
    if (now - nextFrom >= rule.leaseNanos()) {
      measuredFrom = nextFrom;
      measuredDemand = nextDemand;
      nextFrom = now;
      nextDemand = askedDemand;
    }
    lastWanted = next.wanted();
    unmet = 1;
    asks = next.number();
    long told = away ? 0 : passed.getAndSet(0);
    Ask ask = new Ask(next.number(), next.wanted(), told, now);
    return asking.compareAndSet(next, ask) ? ask : null;
  }

  /**
   * The store has answered.
   *
   * @param ask what it was asked; an answer that comes too late is void
   * @param granted permits
   * @param moreInNanos when there will be more, if it was less than wanted
   * @param fullInNanos when nothing of the budget will be in use, if nobody takes any more
   */
  public void granted(Ask ask, long granted, long moreInNanos, long fullInNanos, long now) {
    Ask open = asking.get();
    if (open == null || open.number() != ask.number()) {
      return;
    }
    if (away) {
      away = false;
      passed.set(0);
    }
    fullAt = now + fullInNanos;
    if (granted > 0) {
      Lot emptier = lots[0].left(now) <= lots[1].left(now) ? lots[0] : lots[1];
      passed.addAndGet(-emptier.fill(granted, ask.at() + rule.leaseNanos()));
    }
    if (granted < ask.wanted()) {
      long pause = Math.max(moreInNanos, rule.spacingNanos());
      nothingUntil = now + pause;
      nextAsk = now + pause;
    } else {
      nothingUntil = now;
      nextAsk = now;
    }
    asking.compareAndSet(open, null);
  }

  /** The store has not answered, or has said that it cannot. */
  public void failed(Ask ask, long now) {
    Ask open = asking.get();
    if (open == null || open.number() != ask.number()) {
      return;
    }
    away = true;
    passed.set(0);
    // It may have heard the question all the same.
    fullAt = now + rule.fillNanos();
    nextAsk = now + rule.retryNanos();
    asking.compareAndSet(open, null);
  }

  /** Whether nobody has come since the last question, and none is open. */
  public boolean isQuiet() {
    return asking.get() == null && demand.sum() == askedDemand;
  }

  /**
   * Nothing of the budget is in use then, here or at the store, as far as the store has told: so
   * the store keeps nothing of it either.
   */
  @Override
  public boolean retire(long now) {
    // First of all, so that who has been admitted meanwhile is seen here, or sees it.
    retired = true;
    if (isQuiet()
        && left(now) == 0
        && passed.get() <= 0
        && now - fullAt >= 0
        && own.used(now) == 0) {
      return true;
    }
    retired = false;
    return false;
  }

  /** What {@link #admit} has said before is not to be taken then. */
  @Override
  public boolean isRetired() {
    return retired;
  }

  // What is shown.

  /** Permits of the budget in use, by the whole fleet when the store was last asked. */
  public long used(long now) {
    if (away) {
      return own.used(now);
    }
    TokenBucket budget = rule.budget();
    double used = (double) Math.max(0, fullAt - now) * budget.permits() / budget.nanos();
    return Math.min(budget.burst(), (long) Math.ceil(used));
  }

  /** Permits that were granted and may still be used. */
  public long left(long now) {
    return lots[0].left(now) + lots[1].left(now);
  }

  /** Whether the store is away, so that the gateway keeps to its own share. */
  public boolean isAway() {
    return away;
  }

  /** What passes without the store. */
  public Limit own() {
    return own;
  }

  public LeaseRule rule() {
    return rule;
  }

  /** How often the store was asked. */
  public long asks() {
    return asks;
  }
}
