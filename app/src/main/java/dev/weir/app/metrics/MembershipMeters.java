package dev.weir.app.metrics;

import dev.weir.gateway.status.MembershipStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How one cluster knows its endpoints, as of the last snapshot. */
final class MembershipMeters {
  private final MeterRegistry registry;
  private final String cluster;
  private final List<Meter> meters = new ArrayList<>();
  private volatile MembershipStatus now;

  MembershipMeters(MeterRegistry registry, String cluster, MembershipStatus first) {
    this.registry = registry;
    this.cluster = cluster;
    this.now = first;
    meters.add(
        Gauge.builder("weir.discovery.age", this, self -> self.now.ageSeconds())
            .description("Since the source last gave its list; 0 for a fixed list")
            .baseUnit("seconds")
            .tag("cluster", cluster)
            .register(registry));
    gauge(
        "weir.discovery.doubted",
        "1 while the source is not believed and the last list serves",
        status -> status.doubted() ? 1 : 0);
    gauge(
        "weir.discovery.by.hand", "Endpoints that were changed by hand", MembershipStatus::byHand);
    counter(
        "weir.discovery.changes",
        "Endpoints that came, went or were changed",
        MembershipStatus::changes);
    counter(
        "weir.discovery.failures",
        "Times that the source could not be asked",
        MembershipStatus::failures);
  }

  void update(MembershipStatus status) {
    now = status;
  }

  void remove() {
    meters.forEach(registry::remove);
  }

  private void gauge(String name, String description, ToDoubleFunction<MembershipStatus> value) {
    meters.add(
        Gauge.builder(name, this, self -> value.applyAsDouble(self.now))
            .description(description)
            .tag("cluster", cluster)
            .register(registry));
  }

  private void counter(String name, String description, ToDoubleFunction<MembershipStatus> value) {
    meters.add(
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
            .description(description)
            .tag("cluster", cluster)
            .register(registry));
  }
}
