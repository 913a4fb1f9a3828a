package dev.weir.app.metrics;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One outcome of one class of operations: a counter for each endpoint and class of status, made
 * when it is first needed. Safe from any thread.
 */
final class OutcomeMeters {
  /** The value of a tag that does not apply. */
  private static final String NONE = "none";

  /** By the hundreds of a status; none was sent where that is 0. */
  private static final String[] STATUSES = {NONE, "1xx", "2xx", "3xx", "4xx", "5xx"};

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<String, EndpointCounters> endpoints = new ConcurrentHashMap<>();

  OutcomeMeters(MeterRegistry registry, Tags route, Outcome outcome) {
    this.registry = registry;
    this.tags = route.and("outcome", outcome.name().toLowerCase(Locale.ROOT));
  }

  void count(ExchangeEnd end) {
    String endpoint = end.endpoint() == null ? NONE : end.endpoint();
    EndpointCounters counters = endpoints.get(endpoint);
    if (counters == null) {
      counters = ExchangeMetrics.bounded(endpoints, endpoint, EndpointCounters::new);
    }
    counters.count(Math.clamp(end.status() / 100, 0, STATUSES.length - 1));
  }

  /** Counters by class of status. */
  private final class EndpointCounters {
    private final String endpoint;
    private final AtomicReferenceArray<Counter> statuses =
        new AtomicReferenceArray<>(STATUSES.length);

    EndpointCounters(String endpoint) {
      this.endpoint = endpoint;
    }

    void count(int hundreds) {
      Counter counter = statuses.get(hundreds);
      if (counter == null) {
        // Two threads may come here at once: registering a meter twice gives the same one.
        counter =
            Counter.builder("weir.requests")
                .description("Exchanges that are over")
                .tags(tags.and("endpoint", endpoint, "status", STATUSES[hundreds]))
                .register(registry);
        statuses.set(hundreds, counter);
      }
      counter.increment();
    }
  }
}
