package dev.weir.app.metrics;

import dev.weir.gateway.status.LaneStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What one lane is doing, as of the last snapshot. */
final class LaneMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>();
  private final Set<String> tenants = new HashSet<>();
  private volatile LaneStatus now;

  LaneMeters(MeterRegistry registry, LaneStatus status) {
    this.registry = registry;
    this.now = status;
    this.tags = Tags.of("cluster", status.cluster(), "lane", status.name());
    gauge("weir.lane.active", "Requests under way in a lane", LaneStatus::active);
    gauge("weir.lane.bound", "How many may be", LaneStatus::bound);
    gauge("weir.lane.waiting", "Requests that wait before a lane", LaneStatus::waiting);
    counter("weir.lane.admitted", "Requests that have entered a lane", LaneStatus::admitted);
    counter("weir.lane.waited", "Requests that had to wait before a lane", LaneStatus::waited);
  }

  private void gauge(String name, String description, ToDoubleFunction<LaneStatus> value) {
    meters.add(
        Gauge.builder(name, this, self -> value.applyAsDouble(self.now))
            .description(description)
            .tags(tags)
            .register(registry));
  }

  private void counter(String name, String description, ToDoubleFunction<LaneStatus> value) {
    meters.add(
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
            .description(description)
            .tags(tags)
            .register(registry));
  }

  void update(LaneStatus status) {
    now = status;
    for (String tenant : status.refused().keySet()) {
      if (tenants.add(tenant)) {
        meters.add(
            FunctionCounter.builder(
                    "weir.lane.refused", this, self -> self.now.refused().getOrDefault(tenant, 0L))
                .description("Requests that a lane has refused, or would have if it is observed")
                .tags(tags.and("tenant", tenant))
                .register(registry));
      }
    }
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
