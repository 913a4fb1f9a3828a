package dev.weir.app.metrics;

import dev.weir.gateway.status.QueriesStatus;
import dev.weir.gateway.status.RuleStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What queries were read and what rules have found, as of the last snapshot. */
final class QueriesMetrics {
  /** Findings of one rule with one consequence, of one tenant; names come from settings only. */
  private record Place(String rule, String consequence, String tenant) {}

  private final MeterRegistry registry;
  private final Map<Place, Meter> findings = new HashMap<>();
  private final Map<String, Meter> held = new HashMap<>();
  private final ScrollMeters scrolls;
  private volatile QueriesStatus now = QueriesStatus.NONE;
  private volatile Map<Place, Long> counts = Map.of();

  QueriesMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.scrolls = new ScrollMeters(registry);
    counter("weir.query.profiles", "Searches whose query was read", status -> status.profiles());
    counter(
        "weir.query.known",
        "Searches whose form was known by its bytes, so that they were not read",
        status -> status.known());
    counter(
        "weir.query.unread",
        "Requests whose query could not be read to its end",
        status -> status.unread());
    counter(
        "weir.query.denied",
        "Bodies for which no memory was left while those of others were held",
        status -> status.denied());
    Gauge.builder("weir.query.held", this, self -> self.now.heldBytes())
        .description("What is held of bodies that are read, beyond the first of each")
        .baseUnit("bytes")
        .register(registry);
  }

  void update(QueriesStatus status) {
    now = status;
    scrolls.update(status.scrolls());
    Map<Place, Long> seen = new HashMap<>();
    for (RuleStatus rule : status.rules()) {
      collect(seen, rule, "observed", RuleStatus::observed);
      collect(seen, rule, "warned", RuleStatus::warned);
      collect(seen, rule, "refused", RuleStatus::refused);
    }
    Set<String> heldNow = new HashSet<>();
    for (RuleStatus rule : status.rules()) {
      if (rule.byHand() != null) {
        heldNow.add(rule.rule());
        held.computeIfAbsent(rule.rule(), name -> AdmissionMetrics.held(registry, "rule", name));
      }
    }
    StatusMetrics.forget(held, heldNow, registry::remove);
    counts = Map.copyOf(seen);
    seen.keySet().forEach(place -> findings.computeIfAbsent(place, this::finding));
    StatusMetrics.forget(findings, seen.keySet(), registry::remove);
  }

  private static void collect(
      Map<Place, Long> into,
      RuleStatus rule,
      String consequence,
      Function<RuleStatus, Map<String, Long>> counts) {
    counts
        .apply(rule)
        .forEach((tenant, count) -> into.put(new Place(rule.rule(), consequence, tenant), count));
  }

  private Meter finding(Place place) {
    return FunctionCounter.builder(
            "weir.rule.findings", this, self -> self.counts.getOrDefault(place, 0L))
        .description("What a rule has found in queries, by what came of it")
        .tag("rule", place.rule())
        .tag("consequence", place.consequence())
        .tag("tenant", place.tenant())
        .register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<QueriesStatus> value) {
    FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
        .description(description)
        .register(registry);
  }
}
