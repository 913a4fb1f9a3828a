package dev.weir.gateway.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the gateways of a fleet share, and how. */
public record FleetSettings(
    @Setting(
            value = "Name of the fleet: those of one name share, others may use the same Redis.",
            example = "shop")
        String name,
    @Setting(
            value = "Where budgets are shared. Absent: no limit is the fleet's.",
            example = "{address: 10.0.0.5:6379}")
        @Nullable RedisSettings redis,
    @Setting(
            value =
                "How many gateways divide a budget while Redis is away; 0: as many as Redis had"
                    + " heard of.",
            example = "3")
        int gateways,
    @Setting(
            value =
                "For how long a gateway may use what it has taken of a budget; it takes what it"
                    + " needs for so long at once.",
            example = "100ms")
        Duration lease,
    @Setting(
            value =
                "Time within which Redis must answer; after it, each gateway passes its share of"
                    + " the budget.",
            example = "200ms")
        Duration patience) {

  public FleetSettings {
    new Checks()
        .name("name", name)
        .between(0, 10_000, "gateways", gateways)
        .that(isWithin(lease, 10_000), "lease", lease, "between 10ms and 10s")
        .that(isWithin(patience, 10_000), "patience", patience, "between 10ms and 10s")
        .done();
  }

  private static boolean isWithin(Duration time, long mostMillis) {
    return time.compareTo(Duration.ofMillis(10)) >= 0
        && time.compareTo(Duration.ofMillis(mostMillis)) <= 0;
  }

  public static FleetSettings defaults() {
    return new FleetSettings("weir", null, 0, Duration.ofMillis(100), Duration.ofMillis(200));
  }

  /** Over a Redis, everything else at its default. */
  public static FleetSettings over(RedisSettings redis) {
    FleetSettings usual = defaults();
    return new FleetSettings(usual.name, redis, usual.gateways, usual.lease, usual.patience);
  }
}
