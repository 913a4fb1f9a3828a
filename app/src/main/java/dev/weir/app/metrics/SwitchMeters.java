package dev.weir.app.metrics;

import dev.weir.gateway.status.MemoryStatus;
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
  private final Set<String> hindered = new HashSet<>();
  private final Set<String> helped = new HashSet<>();
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
    if (status.memory() != null) {
      memory();
    }
  }

  private void memory() {
    gauge("weir.memory.entries", "Answers that are remembered", MemoryStatus::entries);
    gauge("weir.memory.bytes", "Memory that they take", MemoryStatus::bytes);
    gauge("weir.memory.bound.bytes", "Memory that they may take", MemoryStatus::maxBytes);
    counter("weir.memory.hits", "Reads answered from memory", s -> of(s, MemoryStatus::hits));
    counter(
        "weir.memory.misses",
        "Reads that would have been answered from memory if the answer were there",
        s -> of(s, MemoryStatus::misses));
    counter(
        "weir.memory.evictions",
        "Answers forgotten for want of room or for their age",
        s -> of(s, MemoryStatus::evictions));
    counter(
        "weir.memory.passed.over",
        "Answers not taken down because too many were at that moment",
        s -> of(s, MemoryStatus::passedOver));
  }

  private static double of(SwitchStatus status, ToDoubleFunction<MemoryStatus> value) {
    MemoryStatus memory = status.memory();
    return memory == null ? Double.NaN : value.applyAsDouble(memory);
  }

  private void gauge(String name, String description, ToDoubleFunction<MemoryStatus> value) {
    meters.add(
        Gauge.builder(name, this, self -> of(self.now, value))
            .description(description)
            .tags(tags)
            .register(registry));
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
    for (String tenant : status.hindered().keySet()) {
      if (hindered.add(tenant)) {
        meters.add(
            FunctionCounter.builder(
                    "weir.switch.hindered",
                    this,
                    self -> self.now.hindered().getOrDefault(tenant, 0L))
                .description(
                    "Requests refused, or made to wait, by what a switch lowers, or that would have"
                        + " been if it is observed")
                .tags(tags.and("tenant", tenant))
                .register(registry));
      }
    }
    for (String tenant : status.recalled().keySet()) {
      if (helped.add(tenant)) {
        meters.add(
            FunctionCounter.builder(
                    "weir.switch.recalled",
                    this,
                    self -> self.now.recalled().getOrDefault(tenant, 0L))
                .description(
                    "Requests that a switch has answered from memory, or would have if it is"
                        + " observed")
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
