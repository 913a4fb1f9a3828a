package dev.weir.discovery.registry;

import dev.weir.gateway.settings.Checks;
import dev.weir.gateway.settings.RedisSettings;
import dev.weir.gateway.settings.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Weir's own registry: how long it hears nothing before it doubts, and where it remembers. */
public record RegistrySettings(
    @Setting(
            value =
                "Where members are remembered, so that a whole fleet of gateways knows them."
                    + " Absent: in this process, which forgets them when it ends.",
            example = "{address: 10.0.0.5:6379}")
        @Nullable RedisSettings redis,
    @Setting(value = "Time within which a member's next heartbeat is expected.", example = "15s")
        Duration lease,
    @Setting(
            value =
                "Time after the lease for which a member is suspect: gateways probe it, and it"
                    + " stays as long as it answers.",
            example = "10m")
        Duration suspect,
    @Setting(
            value = "Time for which a member that has left is drained before it is forgotten.",
            example = "30s")
        Duration drain) {

  public RegistrySettings {
    new Checks()
        .that(lease.toMillis() >= 100, "lease", lease, "a duration of at least 100ms")
        .notNegative("suspect", suspect)
        .that(drain.toMillis() >= 100, "drain", drain, "a duration of at least 100ms")
        .done();
  }

  public static RegistrySettings defaults() {
    return new RegistrySettings(
        null, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofSeconds(30));
  }

  public RegistrySettings withRedis(@Nullable RedisSettings wanted) {
    return new RegistrySettings(wanted, lease, suspect, drain);
  }
}
