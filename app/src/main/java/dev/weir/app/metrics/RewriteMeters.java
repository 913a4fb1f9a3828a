package dev.weir.app.metrics;

import dev.weir.gateway.status.RewriteStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one rewrite of queries has done, as of the last snapshot. */
final class RewriteMeters {
  private final MeterRegistry registry;
  private final List<Meter> meters;
  private volatile RewriteStatus now;

  RewriteMeters(MeterRegistry registry, RewriteStatus status) {
    this.registry = registry;
    this.now = status;
    Tags tags = Tags.of("rewrite", status.rewrite(), "class", status.kind());
    this.meters =
        List.of(
            counter(
                "weir.query.rewrites",
                "Searches that the rewrite has changed",
                tags,
                RewriteStatus::applied),
            counter(
                "weir.query.rewrites.compared",
                "Of these, those that were asked as written, too",
                tags,
                RewriteStatus::compared),
            counter(
                "weir.query.rewrites.diverged",
                "Of these, those that were answered otherwise",
                tags,
                RewriteStatus::diverged),
            Gauge.builder("weir.query.rewrites.shapes.off", this, self -> self.now.shapesOff())
                .description("Shapes of searches that the rewrite is kept from since then")
                .tags(tags)
                .register(registry));
  }

  private Meter counter(
      String name, String description, Tags tags, ToDoubleFunction<RewriteStatus> value) {
    return FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
        .description(description)
        .tags(tags)
        .register(registry);
  }

  void update(RewriteStatus status) {
    now = status;
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
