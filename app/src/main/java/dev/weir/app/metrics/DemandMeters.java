package dev.weir.app.metrics;

import dev.weir.gateway.status.DemandStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How much room what is asked for takes, as of the last snapshot. */
final class DemandMeters {
  private final MeterRegistry registry;
  private final List<Meter> meters;
  private volatile DemandStatus now;

  DemandMeters(MeterRegistry registry, DemandStatus status) {
    this.registry = registry;
    this.now = status;
    String limit = status.limit() == null ? "none" : status.limit();
    Tags tags = Tags.of("by", status.by(), "limit", limit);
    this.meters =
        List.of(
            Gauge.builder("weir.demand.keys", this, self -> self.now.keys().size())
                .description("Those of whom it is recorded what they ask for")
                .tags(tags)
                .register(registry),
            FunctionCounter.builder("weir.demand.unseen", this, self -> self.now.unseen())
                .description("Requests of others, for whom there was no room")
                .tags(tags)
                .register(registry));
  }

  void update(DemandStatus status) {
    now = status;
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
