package dev.weir.app.metrics;

import dev.weir.gateway.status.BreakerStatus;
import dev.weir.gateway.status.StateChange;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one route's breaker is doing, as of the last snapshot. */
final class BreakerMeters {
  private static final List<String> STATES = List.of("closed", "open", "recovering");

  private final MeterRegistry registry;
  private final List<Meter> meters = new ArrayList<>();
  private volatile BreakerStatus now;

  BreakerMeters(MeterRegistry registry, BreakerStatus status) {
    this.registry = registry;
    this.now = status;
    Tags tags = Tags.of("route", status.route(), "cluster", status.cluster());
    for (String state : STATES) {
      meters.add(
          Gauge.builder("weir.breaker.state", this, self -> self.now.state().equals(state) ? 1 : 0)
              .description("1 for the state that the breaker is in, 0 for the others")
              .tags(tags.and("state", state))
              .register(registry));
    }
    meters.add(
        Gauge.builder("weir.breaker.share", this, self -> self.now.share() / 100.0)
            .description("Share of the route's requests that its cluster is sent, 1 is all")
            .tags(tags)
            .register(registry));
    for (StateChange.Kind kind : StateChange.Kind.ofRoutes()) {
      meters.add(
          FunctionCounter.builder(
                  "weir.breaker.changes", this, self -> self.now.changes().getOrDefault(kind, 0L))
              .description("Changes of the breaker's and the standby's state, by what changed")
              .tags(tags.and("change", kind.name().toLowerCase(Locale.ROOT)))
              .register(registry));
    }
  }

  void update(BreakerStatus status) {
    now = status;
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
