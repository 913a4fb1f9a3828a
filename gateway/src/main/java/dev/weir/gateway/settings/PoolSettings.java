package dev.weir.gateway.settings;

import java.time.Duration;

/** Connections to one node of a cluster. */
public record PoolSettings(
    @Setting(value = "Connections to one node, over all event loops.", example = "256")
        int maxConnections,
    @Setting(
            value = "Requests that may wait for a connection to one node; above, 503.",
            example = "1024")
        int maxWaiting,
    @Setting(value = "Time that a request may wait for a connection; above, 503.", example = "1s")
        Duration maxWait,
    @Setting(value = "Time in which a connection must be made.", example = "1s")
        Duration connectTimeout,
    @Setting(value = "Time after which an unused connection is closed.", example = "50s")
        Duration idleTimeout) {

  public PoolSettings {
    new Checks()
        .atLeast(1, "max-connections", maxConnections)
        .atLeast(0, "max-waiting", maxWaiting)
        .positive("max-wait", maxWait)
        .positive("connect-timeout", connectTimeout)
        .positive("idle-timeout", idleTimeout)
        .done();
  }

  public static PoolSettings defaults() {
    return new PoolSettings(
        256, 1024, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(50));
  }
}
