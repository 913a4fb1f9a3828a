package dev.weir.gateway.admission;

import dev.weir.flow.limit.LimitRule;
import dev.weir.gateway.budget.Budget;
import dev.weir.gateway.budget.Fleet;
import dev.weir.gateway.budget.FleetBudget;
import dev.weir.gateway.budget.LocalBudget;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.LimitAlgorithm;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.LimitUnit;
import dev.weir.gateway.settings.LowerSettings;
import dev.weir.gateway.settings.Mode;
import dev.weir.gateway.status.LimitStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One limit, as requests meet it. Safe from any thread. */
final class LimitGate {
  private static final long LONGEST_DEBT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LimitSettings settings;
  private final Selector selector;
  private final Keys keys;
  private final Budget budget;
  private final Counts counts;

  /** What is asked for while it is only tried; null if it is not. */
  private final @Nullable Watched watched;

  private volatile List<LimitTrial> trials = List.of();

  private LimitGate(
      LimitSettings settings, Budget budget, Counts counts, @Nullable Watched before, long now) {
    this.settings = settings;
    this.selector =
        Selector.of(
            settings.tenants(),
            settings.exempt(),
            List.of(),
            settings.operations(),
            settings.indices());
    this.keys = new Keys(settings.by(), settings.header());
    this.budget = budget;
    this.counts = counts;
    this.watched =
        settings.mode() != Mode.OBSERVE
            ? null
            : before == null ? new Watched(settings.by(), settings.name(), keys, now) : before;
  }

  static LimitGate of(LimitSettings settings, Fleet fleet, long now) {
    return new LimitGate(settings, budget(settings, fleet, now), new Counts(), null, now);
  }

  private static Budget budget(LimitSettings settings, Fleet fleet, long now) {
    return settings.fleet()
        ? fleet.budget(settings, now)
        : new LocalBudget(rule(settings), settings.maxKeys(), now);
  }

  /** The same with other settings: what has been used stays used, where keys mean the same. */
  LimitGate with(LimitSettings changed, Fleet fleet, long now) {
    if (changed.equals(settings)) {
      return this;
    }
    boolean sameKeys =
        changed.by() == settings.by()
            && changed.maxKeys() == settings.maxKeys()
            && Objects.equals(changed.header(), settings.header());
    if (!sameKeys || changed.fleet() != settings.fleet()) {
      Counts kept = sameKeys ? counts : new Counts();
      return new LimitGate(
          changed, budget(changed, fleet, now), kept, sameKeys ? watched : null, now);
    }
    switch (budget) {
      case LocalBudget local -> local.change(rule(changed), now);
      case FleetBudget shared -> shared.change(changed, now);
    }
    LimitGate next = new LimitGate(changed, budget, counts, watched, now);
    next.trials = trials;
    return next;
  }

  /**
   * Checks that a limit can be like that.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static void check(LimitSettings settings) {
    var _ = rule(settings);
  }

  static LimitRule rule(LimitSettings settings) {
    long requests = settings.requests();
    long nanos = settings.within().toNanos();
    int burst = settings.burst();
    return switch (settings.algorithm()) {
      case TOKEN_BUCKET ->
          new LimitRule.TokenBucket(requests, nanos, burst == 0 ? requests : burst, debt(settings));
      case LEAKY_BUCKET -> new LimitRule.LeakyBucket(requests, nanos, settings.maxWait().toNanos());
      case FIXED_WINDOW -> new LimitRule.FixedWindow(requests, nanos);
      case SLIDING_WINDOW -> new LimitRule.SlidingWindow(requests, nanos);
    };
  }

  /** What turns out to have cost more than was expected is worked off for up to a minute. */
  private static long debt(LimitSettings settings) {
    return settings.counts() == LimitUnit.REQUESTS
        ? 0
        : (long)
            Math.min(
                (double) LimitRule.MOST_PERMITS,
                (double) settings.requests() * LONGEST_DEBT_NANOS / settings.within().toNanos());
  }

  String name() {
    return settings.name();
  }

  /** Whether what a request took is corrected when it is over. */
  boolean settles() {
    return settings.counts() == LimitUnit.COST;
  }

  /** Corrects what a request took by what it has cost. */
  void settle(Request request, ExchangeEnd how, long admittedAt, long now) {
    Spending.settle(settings, budget, keys.of(request), request, how, admittedAt, now);
  }

  /** Whether requests may wait for their turn: such a limit is asked last. */
  boolean holds() {
    return settings.algorithm() == LimitAlgorithm.LEAKY_BUCKET && !settings.maxWait().isZero();
  }

  boolean isObserved() {
    return settings.mode() == Mode.OBSERVE;
  }

  /** Whether it is for a request. */
  boolean takes(Request request) {
    return selector.takes(request) && Spending.counts(settings, request);
  }

  /** The lane that takes what is beyond it; null if that is refused. */
  @Nullable String overLane() {
    return settings.overLane();
  }

  /**
   * Takes a permit for a request.
   *
   * @param diverts whether a request that is refused one goes to another lane
   * @return nanoseconds to hold the request before it goes on, 0 as a rule; or below 0 if it is
   *     refused: the nanoseconds after which it would pass, negative
   */
  long admit(Request request, boolean diverts, long now) {
    if (watched != null) {
      watched.ask(request);
    }
    Object key = keys.of(request);
    int permits = Spending.permits(settings, request);
    long answer = holds() ? budget.hold(key, now, permits) : -budget.admit(key, now, permits);
    if (answer >= 0) {
      counts.admitted();
      List<LimitTrial> tried = trials;
      for (int i = 0; i < tried.size(); i++) {
        tried.get(i).passed(request, key, permits, holds(), now);
      }
    } else if (diverts) {
      counts.diverted(request.tenant().name());
    } else {
      counts.refused(request.tenant().name());
    }
    return answer;
  }

  /**
   * Counts from now on what it would refuse if switches that are observed lowered it.
   *
   * @param configured as it is when nothing lowers it
   * @param by those switches
   * @param gateways how many share it if it is a fleet's
   */
  void tryOut(LimitSettings configured, List<SwitchGate> by, int gateways, long now) {
    List<LimitTrial> next = new ArrayList<>();
    for (SwitchGate gate : by) {
      for (LowerSettings each : gate.settings().lower()) {
        if (name().equals(each.limit())) {
          int part = configured.fleet() ? Math.max(1, each.percent() / gateways) : each.percent();
          next.add(trial(gate, configured.lowered(part), now));
        }
      }
    }
    trials = List.copyOf(next);
  }

  private LimitTrial trial(SwitchGate gate, LimitSettings lowered, long now) {
    for (LimitTrial each : trials) {
      if (each.isOf(gate, lowered)) {
        return each;
      }
    }
    return new LimitTrial(gate, lowered, now);
  }

  /** Ten times a second. */
  void look(long now) {
    if (watched != null) {
      watched.look(now);
    }
  }

  /** What is asked for while it is only tried; null if it is not. */
  @Nullable Watched watched() {
    return watched;
  }

  /** Gives the permit back that a request was given, and did not need. */
  void giveBack(Request request, long admittedAt) {
    budget.giveBack(keys.of(request), admittedAt, Spending.permits(settings, request));
  }

  /** Why a request was refused. */
  Refusal refusal(Request request, long waitNanos) {
    boolean ofCost = settings.counts() == LimitUnit.COST;
    String rule =
        settings.requests()
            + (ofCost ? " units" : "")
            + " within "
            + settings.within().toMillis()
            + " ms";
    String whose = keys.whose(request);
    Duration wait = Duration.ofNanos(waitNanos);
    Refusal ofBudget = Spending.refusal(settings, request, rule, whose, wait);
    if (ofBudget != null) {
      return ofBudget;
    }
    return Refusal.of(
            429,
            "rate_limit_exceeded_exception",
            "limit ["
                + name()
                + "] of "
                + rule
                + (whose.isEmpty() ? "" : " for " + whose)
                + " is used up")
        .withRetryAfter(wait)
        .withDetail("limit", name())
        .withDetail("whose", whose)
        .withDetail("rule", rule);
  }

  LimitStatus status(long now) {
    return new LimitStatus(
        settings.name(),
        isObserved(),
        settings.by().name().toLowerCase(Locale.ROOT),
        settings.counts().name().toLowerCase(Locale.ROOT),
        settings.requests(),
        settings.within(),
        budget.keys(),
        budget.mostKeys(),
        budget.evictions(),
        budget.crowded(),
        counts.allAdmitted(),
        counts.allRefused(),
        settings.overLane(),
        counts.allDiverted(),
        MostUsed.of(budget, now));
  }
}
