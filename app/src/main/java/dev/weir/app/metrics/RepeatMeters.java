package dev.weir.app.metrics;

import dev.weir.gateway.status.RepeatStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How often requests to one cluster were sent again, as of the last snapshot. */
final class RepeatMeters {
  private final MeterRegistry registry;
  private final String cluster;
  private final List<Meter> meters = new ArrayList<>();
  private volatile RepeatStatus now;

  RepeatMeters(MeterRegistry registry, String cluster, RepeatStatus first) {
    this.registry = registry;
    this.cluster = cluster;
    this.now = first;
    counter(
        "weir.cluster.retries",
        "Requests sent again after a failure or a bad answer",
        RepeatStatus::retries);
    counter(
        "weir.cluster.retries.partial",
        "Searches sent again because shards had failed in the answer",
        RepeatStatus::partialAnswers);
    counter(
        "weir.cluster.hedges",
        "Reads sent to a second node because the first was slow",
        RepeatStatus::hedges);
    counter(
        "weir.cluster.hedges.won",
        "Hedged reads that the second node answered first",
        RepeatStatus::hedgesWon);
    counter(
        "weir.cluster.repeats.over.budget",
        "Retries and hedges that were not made because the budget was spent",
        RepeatStatus::overBudget);
  }

  void update(RepeatStatus status) {
    now = status;
  }

  void remove() {
    meters.forEach(registry::remove);
  }

  private void counter(String name, String description, ToDoubleFunction<RepeatStatus> value) {
    meters.add(
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
            .description(description)
            .tag("cluster", cluster)
            .register(registry));
  }
}
