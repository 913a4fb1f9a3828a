package dev.weir.app.metrics;

import dev.weir.gateway.filter.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How many requests a tenant has made, and how they ended. Safe from any thread. */
final class TenantMeters {
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

  TenantMeters(MeterRegistry registry, String tenant) {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(
          outcome,
          Counter.builder("weir.tenant.requests")
              .description("Exchanges that are over, by whose they were")
              .tag("tenant", tenant)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  void count(Outcome outcome) {
    Objects.requireNonNull(outcomes.get(outcome)).increment();
  }
}
