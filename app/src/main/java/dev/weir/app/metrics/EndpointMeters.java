package dev.weir.app.metrics;

import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.StateChange;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What one endpoint is doing, as of the last snapshot. */
final class EndpointMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>();
  private volatile EndpointStatus now;

  EndpointMeters(MeterRegistry registry, String cluster, String endpoint, EndpointStatus status) {
    this.registry = registry;
    this.tags = Tags.of("cluster", cluster, "endpoint", endpoint);
    this.now = status;
    gauge("weir.endpoint.active", "Requests on the endpoint now", EndpointStatus::active);
    gauge(
        "weir.endpoint.connections",
        "Open connections to the endpoint, in use or not",
        EndpointStatus::connections);
    gauge("weir.endpoint.waiting", "Requests that wait for a connection", EndpointStatus::waiting);
    counter("weir.endpoint.requests", "Requests sent to the endpoint", EndpointStatus::requests);
    counter(
        "weir.endpoint.failures", "Requests that the endpoint failed", EndpointStatus::failures);
    gauge(
        "weir.endpoint.share",
        "Share of its requests that the endpoint is sent while it comes back, 1 is all",
        now -> now.health().share() / 100.0);
    meters.add(
        Gauge.builder("weir.endpoint.check", this, self -> self.now.health().checkNanos() / 1e9)
            .description("How long the last answered check of the endpoint took; below 0 if none")
            .baseUnit("seconds")
            .tags(tags)
            .register(registry));
    for (StateChange.Kind kind : StateChange.Kind.ofEndpoints()) {
      meters.add(
          FunctionCounter.builder(
                  "weir.endpoint.changes",
                  this,
                  self -> self.now.health().changes().getOrDefault(kind, 0L))
              .description("Changes of the endpoint's state, by what changed")
              .tags(tags.and("change", kind.name().toLowerCase(Locale.ROOT)))
              .register(registry));
    }
    gauge(
        "weir.endpoint.effective.weight",
        "Its share of the requests beside the others', as a multiple of the usual one",
        shown -> shown.balance().weight());
    gauge(
        "weir.endpoint.slow.start",
        "The share of its weight that it has because it is new: 1 once it is warm",
        shown -> shown.balance().slowStart());
    meters.add(
        Gauge.builder("weir.endpoint.latency", this, self -> self.now.balance().latencySeconds())
            .description("The response time that is expected of it; 0 if nothing is known")
            .baseUnit("seconds")
            .tags(tags)
            .register(registry));
    gauge(
        "weir.endpoint.load",
        "How busy it says it is: 1 as busy as it should be, -1 not known",
        shown -> shown.balance().load());
    for (EndpointStatus.State state : EndpointStatus.State.values()) {
      meters.add(
          Gauge.builder("weir.endpoint.state", this, self -> self.now.state() == state ? 1 : 0)
              .description("1 for the state that the endpoint is in, 0 for the others")
              .tags(tags.and("state", state.name().toLowerCase(Locale.ROOT)))
              .register(registry));
    }
  }

  void update(EndpointStatus status) {
    now = status;
  }

  void remove() {
    meters.forEach(registry::remove);
  }

  private void gauge(String name, String description, ToDoubleFunction<EndpointStatus> value) {
    meters.add(
        Gauge.builder(name, this, self -> value.applyAsDouble(self.now))
            .description(description)
            .tags(tags)
            .register(registry));
  }

  private void counter(String name, String description, ToDoubleFunction<EndpointStatus> value) {
    meters.add(
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
            .description(description)
            .tags(tags)
            .register(registry));
  }
}
