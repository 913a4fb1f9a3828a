package dev.weir.gateway.shape;

import dev.weir.flow.limit.Limit;
import dev.weir.flow.limit.LimitRule;
import dev.weir.gateway.filter.Refusal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** An order that is in force, as requests meet it. Safe from any thread. */
final class StandingOrder {
  private final ShapeOrder order;
  private final long until;
  private final @Nullable Limit limit;
  private final LongAdder refused = new LongAdder();

  /**
   * An order from now on.
   *
   * @param until when it ends, in nanoseconds of {@link System#nanoTime}
   * @throws IllegalArgumentException if there cannot be such a limit
   */
  StandingOrder(ShapeOrder order, long until, long now) {
    this.order = order;
    this.until = until;
    this.limit =
        order.isBlock()
            ? null
            : new Limit(
                new LimitRule.TokenBucket(
                    order.requests(), order.within().toNanos(), order.requests()),
                now);
  }

  ShapeOrder order() {
    return order;
  }

  long refused() {
    return refused.sum();
  }

  boolean isOver(long now) {
    return now - until >= 0;
  }

  /** Why a search may not pass; null if it may. */
  @Nullable Refusal ask(long now) {
    if (limit == null) {
      refused.increment();
      return refusal(until - now, "are blocked");
    }
    long wait = limit.admit(now, 1);
    if (wait <= 0) {
      return null;
    }
    refused.increment();
    return refusal(wait, "are limited to " + order.text() + ", which is used up,");
  }

  private Refusal refusal(long waitNanos, String what) {
    String end = order.until().truncatedTo(ChronoUnit.SECONDS).toString();
    return Refusal.of(
            429,
            order.isBlock() ? "shape_blocked_exception" : "shape_limited_exception",
            "searches of shape ["
                + order.id()
                + "] "
                + what
                + " by hand until "
                + end
                + ": "
                + order.why())
        .withRetryAfter(Duration.ofNanos(Math.max(1, waitNanos)))
        .withDetail("shape", order.id())
        .withDetail("order", order.text())
        .withDetail("until", end)
        .withDetail("why", order.why());
  }
}
