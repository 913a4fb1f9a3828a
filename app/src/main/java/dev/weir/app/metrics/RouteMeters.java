package dev.weir.app.metrics;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import dev.weir.search.Operation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The meters of one class of operations on one route. Safe from any thread. */
final class RouteMeters {
  /** From a hit in a node's cache to a query that somebody should look at. */
  static final Duration[] LATENCIES = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Tags tags;
  private final Timer duration;
  private final Counter requestBytes;
  private final Counter responseBytes;
  private final Counter attempts;
  private final Counter retries;
  private final Map<Outcome, OutcomeMeters> outcomes = new EnumMap<>(Outcome.class);

  private RouteMeters(MeterRegistry registry, String route, Operation.Kind kind) {
    this.registry = registry;
    this.tags = Tags.of("route", route, "operation", kind.name().toLowerCase(Locale.ROOT));
    this.duration =
        Timer.builder("weir.request.duration")
            .description("From a request's first byte to its answer's last")
            .tags(tags)
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
    this.requestBytes = counter("weir.request.body.bytes", "Request bodies, framing included");
    this.responseBytes = counter("weir.response.body.bytes", "Answers' bodies, framing included");
    this.attempts = counter("weir.attempts", "Times that a request was sent to an endpoint");
    this.retries = counter("weir.retries", "Attempts after a request's first");
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new OutcomeMeters(registry, tags, outcome));
    }
  }

  /** The meters of a route, for each class of operations. */
  static Map<Operation.Kind, RouteMeters> ofRoute(MeterRegistry registry, String route) {
    Map<Operation.Kind, RouteMeters> kinds = new EnumMap<>(Operation.Kind.class);
    for (Operation.Kind kind : Operation.Kind.values()) {
      kinds.put(kind, new RouteMeters(registry, route, kind));
    }
    return kinds;
  }

  /**
   * Counts an exchange.
   *
   * @param reduced whether it is only its outcome that is counted
   */
  void count(ExchangeEnd end, boolean reduced) {
    if (!reduced) {
      duration.record(end.durationNanos(), TimeUnit.NANOSECONDS);
      add(requestBytes, end.requestBytes());
      add(responseBytes, end.responseBytes());
      add(attempts, end.attempts());
      add(retries, end.attempts() - 1L);
    }
    Objects.requireNonNull(outcomes.get(end.outcome())).count(end);
  }

  private static void add(Counter counter, long amount) {
    if (amount > 0) {
      counter.increment((double) amount);
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }
}
