package dev.weir.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.app.fakes.FakeExchange;
import dev.weir.gateway.filter.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeMetricsTest {
  private final Metrics metrics = new Metrics();
  private final PrometheusMeterRegistry registry = metrics.registry();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void shouldCountAnExchangeByWhatItWas() {
    observe(FakeExchange.search());
    observe(FakeExchange.search().endedAs(Outcome.UPSTREAM_FAILED, 502, "10.0.0.2:9200", 3));

    assertThat(requests("answered", "10.0.0.1:9200", "2xx")).isEqualTo(1);
    assertThat(requests("upstream_failed", "10.0.0.2:9200", "5xx")).isEqualTo(1);
    assertThat(counter("weir.attempts").count()).isEqualTo(4);
    assertThat(counter("weir.retries").count()).isEqualTo(2);
    assertThat(counter("weir.request.body.bytes").count()).isEqualTo(600);
    assertThat(counter("weir.response.body.bytes").count()).isEqualTo(4_000);
  }

  @Test
  void shouldTimeAnExchangeAndItsEndpoint() {
    observe(FakeExchange.search());

    Timer duration = registry.get("weir.request.duration").tag("operation", "read").timer();
    Timer upstream = registry.get("weir.upstream.duration").timer();
    assertThat(duration.totalTime(TimeUnit.MICROSECONDS)).isEqualTo(3_000);
    assertThat(upstream.totalTime(TimeUnit.MICROSECONDS)).isEqualTo(2_000);
  }

  @Test
  void shouldCountWhatNoEndpointAnsweredAndNoStatusEnded() {
    observe(FakeExchange.search().endedAs(Outcome.CLIENT_GONE, 0, null, 0));

    assertThat(requests("client_gone", "none", "none")).isEqualTo(1);
    assertThat(registry.find("weir.upstream.duration").timers()).isEmpty();
  }

  @Test
  void shouldCountOutcomesOnlyWhileItIsReduced() {
    metrics.observer().reduce(true);
    observe(FakeExchange.search());

    assertThat(requests("answered", "10.0.0.1:9200", "2xx")).isEqualTo(1);
    assertThat(registry.get("weir.tenant.requests").tag("outcome", "answered").counter().count())
        .isEqualTo(1);
    assertThat(counter("weir.attempts").count()).isZero();
    assertThat(counter("weir.request.body.bytes").count()).isZero();
    assertThat(registry.get("weir.request.duration").tag("operation", "read").timer().count())
        .isZero();
    assertThat(registry.find("weir.upstream.duration").timers()).isEmpty();

    metrics.observer().reduce(false);
    observe(FakeExchange.search());
    assertThat(counter("weir.attempts").count()).isEqualTo(1);
  }

  @Test
  void shouldCountNamesTogetherPastABound() {
    for (int i = 0; i < ExchangeMetrics.MOST_NAMES + 50; i++) {
      observe(FakeExchange.search().endedAs(Outcome.ANSWERED, 200, "node" + i + ":9200", 1));
    }

    assertThat(requests("answered", ExchangeMetrics.OTHER, "2xx")).isEqualTo(50);
    assertThat(registry.find("weir.upstream.duration").timers())
        .hasSize(ExchangeMetrics.MOST_NAMES + 1);
  }

  @Test
  void shouldAllocateNothingForAnExchange() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    FakeExchange exchange = FakeExchange.search();
    observe(exchange, 5_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    observe(exchange, 100_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // A counter's stripes may be made once more when threads meet; a byte for each exchange may
    // not.
    assertThat(allocated).isLessThan(100_000);
  }

  private double requests(String outcome, String endpoint, String status) {
    return registry
        .get("weir.requests")
        .tags("route", "default", "operation", "read", "outcome", outcome)
        .tags("endpoint", endpoint, "status", status)
        .counter()
        .count();
  }

  private Counter counter(String name) {
    return registry.get(name).tags("route", "default", "operation", "read").counter();
  }

  private void observe(FakeExchange exchange) {
    observe(exchange, 1);
  }

  private void observe(FakeExchange exchange, int times) {
    for (int i = 0; i < times; i++) {
      metrics.observer().onEnd(exchange, exchange);
    }
  }
}
