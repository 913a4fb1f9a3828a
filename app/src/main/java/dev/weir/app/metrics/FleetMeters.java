package dev.weir.app.metrics;

import dev.weir.gateway.status.BudgetStatus;
import dev.weir.gateway.status.FleetStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What this gateway shares with its fleet, as of the last snapshot. */
final class FleetMeters {
  private final MeterRegistry registry;
  private final Map<String, BudgetMeters> budgets = new HashMap<>();
  private volatile FleetStatus now = FleetStatus.NONE;

  FleetMeters(MeterRegistry registry) {
    this.registry = registry;
    gauge(
        "weir.fleet.away",
        "1 while the fleet's Redis is away, so that each gateway passes its share of budgets",
        status -> status.state().equals("away") ? 1 : 0);
    gauge(
        "weir.fleet.gateways",
        "Gateways by which budgets are divided while Redis is away",
        FleetStatus::gateways);
    calls("answered", FleetStatus::answered);
    calls("failed", FleetStatus::failed);
    FunctionCounter.builder("weir.fleet.changes", this, self -> self.now.changes())
        .description("Times that the fleet's Redis has gone away, or come back")
        .register(registry);
  }

  private void gauge(String name, String description, ToDoubleFunction<FleetStatus> value) {
    Gauge.builder(name, this, self -> value.applyAsDouble(self.now))
        .description(description)
        .register(registry);
  }

  private void calls(String result, ToDoubleFunction<FleetStatus> value) {
    FunctionCounter.builder("weir.fleet.calls", this, self -> value.applyAsDouble(self.now))
        .description("Calls to the fleet's Redis, by what came of them")
        .tag("result", result)
        .register(registry);
  }

  void update(FleetStatus status) {
    now = status;
    Set<String> there = new HashSet<>();
    for (BudgetStatus budget : status.budgets()) {
      there.add(budget.limit());
      budgets
          .computeIfAbsent(budget.limit(), name -> new BudgetMeters(registry, budget))
          .update(budget);
    }
    StatusMetrics.forget(budgets, there, BudgetMeters::remove);
  }
}
