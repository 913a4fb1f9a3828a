package dev.weir.gateway.admission;

import dev.weir.gateway.budget.Budget;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.LimitUnit;
import dev.weir.gateway.shape.Visit;
import dev.weir.search.rule.Finding;
import dev.weir.search.shape.ShapeId;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How many permits of a limit a request takes: one, or what its searches cost. */
final class Spending {
  private Spending() {}

  /** Whether a limit can count a request: what searches cost is known of searches that are read. */
  static boolean counts(LimitSettings settings, Request request) {
    return settings.counts() == LimitUnit.REQUESTS || request.attribute(Visit.KEY) != null;
  }

  /** What a request takes; a search that costs more than there ever is takes all of it. */
  static int permits(LimitSettings settings, Request request) {
    if (settings.counts() == LimitUnit.REQUESTS) {
      return 1;
    }
    Visit visit = request.attribute(Visit.KEY);
    return visit == null ? 1 : permits(visit.predicted(), settings);
  }

  private static int permits(double cost, LimitSettings settings) {
    int most = settings.burst() == 0 ? settings.requests() : settings.burst();
    return (int) Math.clamp(Math.ceil(cost), 1, most);
  }

  /** Charges what a request has cost beyond what it took, or gives back what it did not need. */
  static void settle(
      LimitSettings settings,
      Budget budget,
      Object key,
      Request request,
      ExchangeEnd how,
      long admittedAt,
      long now) {
    Visit visit = request.attribute(Visit.KEY);
    if (settings.counts() == LimitUnit.REQUESTS || visit == null) {
      return;
    }
    int taken = permits(visit.predicted(), settings);
    long needed = Math.round(Math.min(visit.cost(how), Integer.MAX_VALUE / 2.0));
    if (needed > taken) {
      budget.charge(key, now, (int) (needed - taken));
    } else if (needed < taken) {
      budget.giveBack(key, admittedAt, (int) (taken - needed));
    }
  }

  /** Why a request is refused, as far as that is its cost; null if it is not. */
  static @Nullable Refusal refusal(
      LimitSettings settings, Request request, String rule, String whose, Duration wait) {
    Visit visit = request.attribute(Visit.KEY);
    if (settings.counts() == LimitUnit.REQUESTS || visit == null) {
      return null;
    }
    String estimate = String.format(Locale.ROOT, "%.1f", visit.predicted());
    Finding found = visit.finding();
    String reason =
        "budget ["
            + settings.name()
            + "] of "
            + rule
            + (whose.isEmpty() ? "" : " for " + whose)
            + " is used up: this is expected to cost "
            + estimate
            + " units; come back in "
            + Math.max(1, (wait.toMillis() + 999) / 1_000)
            + " s"
            + (found == null ? "" : "; rule [" + found.rule() + "] finds " + found.what())
            + "; instead: "
            + cure(visit);
    Refusal refusal =
        Refusal.of(429, "cost_budget_exceeded_exception", reason)
            .withRetryAfter(wait)
            .withDetail("limit", settings.name())
            .withDetail("whose", whose)
            .withDetail("estimate", estimate)
            .withDetail("budget", Integer.toString(settings.requests()))
            .withDetail("within", settings.within().toMillis() + "ms")
            .withDetail("shape", ShapeId.text(visit.fingerprint(0)));
    if (found != null) {
      refusal =
          refusal
              .withDetail("rule", found.rule())
              .withDetail("rules", String.join(", ", visit.rules()))
              .withDetail("found", found.what());
    }
    return refusal.withDetail("cure", cure(visit));
  }

  /** What to ask instead: as a rule says, or as it was written otherwise, or less. */
  private static String cure(Visit visit) {
    Finding found = visit.finding();
    String rewritten = visit.rewritten();
    if (found != null) {
      return found.cure();
    }
    return rewritten == null
        ? "ask for less: fewer values, clauses and buckets, a shorter range, fewer indices"
        : rewritten;
  }
}
