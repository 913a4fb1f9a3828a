package dev.weir.app.metrics;

import dev.weir.gateway.status.LimitStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What one limit is doing, as of the last snapshot. */
final class LimitMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> diverted = new HashSet<>();
  private volatile LimitStatus now;

  LimitMeters(MeterRegistry registry, LimitStatus status) {
    this.registry = registry;
    this.now = status;
    this.tags = Tags.of("limit", status.name());
    meters.add(
        FunctionCounter.builder("weir.limit.admitted", this, self -> self.now.admitted())
            .description("Requests that a limit has let pass")
            .tags(tags)
            .register(registry));
    meters.add(
        Gauge.builder("weir.limit.keys", this, self -> self.now.keys())
            .description("Tenants, users or addresses that have a limit of their own")
            .tags(tags)
            .register(registry));
    meters.add(
        FunctionCounter.builder("weir.limit.evictions", this, self -> self.now.evictions())
            .description("Times that one has given its limit to another, nothing being in use")
            .tags(tags)
            .register(registry));
    meters.add(
        FunctionCounter.builder("weir.limit.crowded", this, self -> self.now.crowded())
            .description("Requests that had to share a limit, for too many had one of their own")
            .tags(tags)
            .register(registry));
  }

  void update(LimitStatus status) {
    now = status;
    count(
        "weir.limit.refused",
        "Requests that a limit has refused, or would have if it is observed",
        refused,
        LimitStatus::refused);
    count(
        "weir.limit.diverted",
        "Requests beyond a limit that another lane took, or would have if it is observed",
        diverted,
        LimitStatus::diverted);
  }

  private void count(
      String name,
      String description,
      Set<String> known,
      Function<LimitStatus, Map<String, Long>> counts) {
    for (String tenant : counts.apply(now).keySet()) {
      if (known.add(tenant)) {
        meters.add(
            FunctionCounter.builder(
                    name, this, self -> counts.apply(self.now).getOrDefault(tenant, 0L))
                .description(description)
                .tags(tags.and("tenant", tenant))
                .register(registry));
      }
    }
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
