package dev.weir.app.metrics;

import dev.weir.app.accesslog.AccessLogCounts;
import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.shape.OrderStatus;
import dev.weir.gateway.status.GatewayStatus;
import dev.weir.search.shape.ShapeReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured. What exchanges leave is counted as they end; how the gateway is, is
 * asked when somebody scrapes.
 */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ExchangeMetrics exchanges = new ExchangeMetrics(registry);
  private final AtomicLong reloadsDone = new AtomicLong();
  private final AtomicLong reloadsRefused = new AtomicLong();
  private @Nullable StatusMetrics status;
  private @Nullable JvmGcMetrics collections;
  private final ShapeMeters shapes = new ShapeMeters(registry);

  /** Where the gateway reports its exchanges. */
  public ExchangeObserver observer() {
    return exchanges;
  }

  /** Counts a reload. */
  public void reloaded(boolean done) {
    (done ? reloadsDone : reloadsRefused).incrementAndGet();
  }

  /** Takes what the next scrape will show of the shapes of searches. */
  public void shapes(ShapeReport report, List<OrderStatus> orders) {
    shapes.update(report, orders);
  }

  /**
   * Brings what is only read at a scrape up to date and writes everything.
   *
   * @param mediaType what the text is to be: Prometheus's own or OpenMetrics
   */
  public void scrape(
      OutputStream out,
      String mediaType,
      GatewayStatus now,
      AccessLogCounts accessLog,
      AccessLogCounts slowLog,
      String version)
      throws IOException {
    bind(version, now.transport(), accessLog, slowLog).update(now);
    registry.scrape(out, mediaType);
  }

  /** Binds the rest at the first scrape: a start has better things to do than to load JMX. */
  private synchronized StatusMetrics bind(
      String version, String transport, AccessLogCounts accessLog, AccessLogCounts slowLog) {
    if (status == null) {
      status = new StatusMetrics(registry);
      Gauge.builder("weir.info", () -> 1)
          .description("Always 1; the version and how sockets are driven")
          .tag("version", version)
          .tag("transport", transport)
          .register(registry);
      countReloads("done", reloadsDone);
      countReloads("refused", reloadsRefused);
      FunctionCounter.builder("weir.access.log.lines", accessLog, AccessLogCounts::written)
          .description("Lines that were written to the access log")
          .register(registry);
      FunctionCounter.builder("weir.access.log.dropped", accessLog, AccessLogCounts::dropped)
          .description(
              "Lines that were dropped because the access log could not be written in time")
          .register(registry);
      FunctionCounter.builder("weir.slow.log.lines", slowLog, AccessLogCounts::written)
          .description("Lines that were written to the log of slow searches")
          .register(registry);
      FunctionCounter.builder("weir.slow.log.dropped", slowLog, AccessLogCounts::dropped)
          .description(
              "Slow searches without a line: too many, or the log could not be written in time")
          .register(registry);
      new JvmMemoryMetrics().bindTo(registry);
      new JvmThreadMetrics().bindTo(registry);
      new ProcessorMetrics().bindTo(registry);
      new UptimeMetrics().bindTo(registry);
      new FileDescriptorMetrics().bindTo(registry);
      JvmGcMetrics gc = new JvmGcMetrics();
      gc.bindTo(registry);
      collections = gc;
    }
    return status;
  }

  private void countReloads(String result, AtomicLong count) {
    FunctionCounter.builder("weir.configuration.reloads", count, AtomicLong::get)
        .description("Reloads of the configuration, by what came of them")
        .tag("result", result)
        .register(registry);
  }

  /** What is registered, for the test of the reference page. */
  PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public synchronized void close() {
    if (collections != null) {
      collections.close();
    }
    registry.close();
  }
}
