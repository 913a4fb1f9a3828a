package dev.weir.app.metrics;

import dev.weir.gateway.status.ScrollsStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How many scrolls are open, as of the last snapshot. Names of tenants come from settings only. */
final class ScrollMeters {
  private final MeterRegistry registry;
  private final Map<String, Meter> open = new HashMap<>();
  private volatile ScrollsStatus now = ScrollsStatus.NONE;

  ScrollMeters(MeterRegistry registry) {
    this.registry = registry;
    counter("weir.scrolls.opened", "Scrolls that were opened", ScrollsStatus::opened);
    counter("weir.scrolls.expired", "Scrolls that nobody has closed", ScrollsStatus::expired);
    counter(
        "weir.scrolls.uncounted",
        "Scrolls that are not among the open: there were too many, or their id was not to be seen",
        ScrollsStatus::uncounted);
  }

  void update(ScrollsStatus status) {
    now = status;
    status.open().keySet().forEach(tenant -> open.computeIfAbsent(tenant, this::gauge));
  }

  private Meter gauge(String tenant) {
    return Gauge.builder("weir.scrolls.open", this, self -> self.now.open().getOrDefault(tenant, 0))
        .description("Scrolls that are open")
        .tag("tenant", tenant)
        .register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<ScrollsStatus> value) {
    FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
        .description(description)
        .register(registry);
  }
}
