package dev.weir.app.metrics;

import dev.weir.gateway.shape.OrderStatus;
import dev.weir.search.shape.ShapeReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Shapes of searches all together, as of the last snapshot: there are too many for a tag. */
final class ShapeMeters {
  private final MeterRegistry registry;
  private volatile ShapeReport now = ShapeReport.NONE;
  private volatile int orders;

  ShapeMeters(MeterRegistry registry) {
    this.registry = registry;
    counter("weir.shapes.searches", "Searches whose shape was recorded", ShapeReport::count);
    counter(
        "weir.shapes.cost",
        "What they have cost, in units of about a millisecond of one shard's work",
        ShapeReport::cost);
    counter(
        "weir.shapes.forgotten",
        "Times that a shape has made room for another",
        ShapeReport::evicted);
    Gauge.builder("weir.shapes.known", this, self -> self.now.shapes().size())
        .description("Shapes of searches that are kept apart")
        .register(registry);
    Gauge.builder("weir.shapes.orders", this, self -> self.orders)
        .description("Shapes that are blocked or limited by hand")
        .register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<ShapeReport> value) {
    FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
        .description(description)
        .register(registry);
  }

  void update(ShapeReport report, List<OrderStatus> standing) {
    now = report;
    orders = standing.size();
  }
}
