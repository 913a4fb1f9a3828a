package dev.weir.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How long requests waited for their turn before one lane. Safe from any thread. */
final class WaitMeters {
  /** For those that a limit alone made wait. */
  static final String NO_LANE = "none";

  private final Timer waits;

  WaitMeters(MeterRegistry registry, String lane) {
    this.waits =
        Timer.builder("weir.admission.wait")
            .description("How long those waited for their turn that had to")
            .tag("lane", lane)
            .serviceLevelObjectives(RouteMeters.LATENCIES)
            .register(registry);
  }

  void count(long nanos) {
    waits.record(nanos, TimeUnit.NANOSECONDS);
  }
}
