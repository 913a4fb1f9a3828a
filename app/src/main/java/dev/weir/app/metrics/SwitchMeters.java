package dev.weir.app.metrics;

import dev.weir.gateway.status.SignalStatus;
import dev.weir.gateway.status.SwitchStatus;
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

/** What one switch is doing, as of the last snapshot. */
final class SwitchMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>();
  private final Set<String> tenants = new HashSet<>();
  private final Set<String> signals = new HashSet<>();
  private volatile SwitchStatus now;

  SwitchMeters(MeterRegistry registry, SwitchStatus status) {
    this.registry = registry;
    this.now = status;
    this.tags = Tags.of("switch", status.name());
    meters.add(
        Gauge.builder("weir.switch.on", this, self -> self.now.on() ? 1 : 0)
            .description("1 while a switch is on")
            .tags(tags)
            .register(registry));
    counter("weir.switch.turns", "Times that a switch was turned, on or off", SwitchStatus::turns);
    counter(
        "weir.switch.touched",
        "Requests to which a switch has made a difference, or would have if it is observed",
        SwitchStatus::touched);
  }

  private void counter(String name, String description, ToDoubleFunction<SwitchStatus> value) {
    meters.add(
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
            .description(description)
            .tags(tags)
            .register(registry));
  }

  void update(SwitchStatus status) {
    now = status;
    for (String tenant : status.refused().keySet()) {
      if (tenants.add(tenant)) {
        meters.add(
            FunctionCounter.builder(
                    "weir.switch.refused",
                    this,
                    self -> self.now.refused().getOrDefault(tenant, 0L))
                .description(
                    "Requests that a switch has turned away, or would have if it is observed")
                .tags(tags.and("tenant", tenant))
                .register(registry));
      }
    }
    for (SignalStatus signal : status.signals()) {
      if (signals.add(signal.name())) {
        meters.add(
            Gauge.builder("weir.switch.signal", this, self -> self.value(signal.name()))
                .description("What turns a switch, in percent or milliseconds")
                .tags(tags.and("signal", signal.name()))
                .register(registry));
      }
    }
  }

  private double value(String signal) {
    for (SignalStatus each : now.signals()) {
      if (each.name().equals(signal)) {
        return each.value();
      }
    }
    return Double.NaN;
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
