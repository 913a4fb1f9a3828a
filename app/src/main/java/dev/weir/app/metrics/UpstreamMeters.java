package dev.weir.app.metrics;

import dev.weir.gateway.filter.ExchangeEnd;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How fast one endpoint answers. Safe from any thread. */
final class UpstreamMeters {
  private final Timer firstByte;

  UpstreamMeters(MeterRegistry registry, String endpoint) {
    firstByte =
        Timer.builder("weir.upstream.duration")
            .description("From a request having been sent to its answer's first byte")
            .tag("endpoint", endpoint)
            .serviceLevelObjectives(RouteMeters.LATENCIES)
            .register(registry);
  }

  void count(ExchangeEnd end) {
    long nanos = end.upstreamNanos();
    if (nanos >= 0) {
      firstByte.record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
