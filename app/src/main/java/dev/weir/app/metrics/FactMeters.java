package dev.weir.app.metrics;

import dev.weir.gateway.status.FactStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is known of the indices of one cluster, as of the last snapshot. */
final class FactMeters {
  private final MeterRegistry registry;
  private final String cluster;
  private final List<Meter> meters = new ArrayList<>();
  private volatile FactStatus now;

  FactMeters(MeterRegistry registry, FactStatus first) {
    this.registry = registry;
    this.cluster = first.cluster();
    this.now = first;
    known("names", FactStatus::names);
    known("mappings", FactStatus::mappings);
    known("cardinalities", FactStatus::cardinalities);
    questions("answered", FactStatus::answered);
    questions("failed", FactStatus::failed);
  }

  void update(FactStatus status) {
    now = status;
  }

  void remove() {
    meters.forEach(registry::remove);
  }

  private void known(String kind, ToDoubleFunction<FactStatus> value) {
    meters.add(
        Gauge.builder("weir.facts", this, self -> value.applyAsDouble(self.now))
            .description("What is known of the indices of a cluster")
            .tag("cluster", cluster)
            .tag("kind", kind)
            .register(registry));
  }

  private void questions(String result, ToDoubleFunction<FactStatus> value) {
    meters.add(
        FunctionCounter.builder("weir.facts.questions", this, self -> value.applyAsDouble(self.now))
            .description("Questions to a cluster about its indices")
            .tag("cluster", cluster)
            .tag("result", result)
            .register(registry));
  }
}
