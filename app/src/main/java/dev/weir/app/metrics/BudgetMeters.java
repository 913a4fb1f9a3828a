package dev.weir.app.metrics;

import dev.weir.gateway.status.BudgetStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** This gateway's part of one budget of the fleet, as of the last snapshot. */
final class BudgetMeters {
  private final MeterRegistry registry;
  private final List<Meter> meters;
  private volatile BudgetStatus now;

  BudgetMeters(MeterRegistry registry, BudgetStatus status) {
    Tags tags = Tags.of("limit", status.limit());
    this.registry = registry;
    this.now = status;
    this.meters =
        List.of(
            FunctionCounter.builder("weir.budget.asks", this, self -> self.now.asks())
                .description("Times that permits of a fleet's budget were taken from Redis")
                .tags(tags)
                .register(registry),
            FunctionCounter.builder("weir.budget.taken", this, self -> self.now.taken())
                .description("Permits of a fleet's budget that Redis has given")
                .tags(tags)
                .register(registry),
            Gauge.builder("weir.budget.left", this, self -> self.now.left())
                .description("Permits that were taken, and may still be used")
                .tags(tags)
                .register(registry),
            Gauge.builder("weir.budget.share", this, self -> self.now.shareRate())
                .description("Permits a second that pass here while Redis is away")
                .tags(tags)
                .register(registry));
  }

  void update(BudgetStatus status) {
    now = status;
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
