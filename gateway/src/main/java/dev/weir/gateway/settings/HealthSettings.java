package dev.weir.gateway.settings;

import java.time.Duration;

/** Active checks of a cluster's nodes, and what takes a node out that fails requests. */
public record HealthSettings(
    @Setting(
            value = "What is asked of each node; any answer below 500 counts as alive.",
            example = "/")
        String path,
    @Setting(value = "Time between two checks of a node.", example = "1s") Duration interval,
    @Setting(value = "Time in which a node must answer a check.", example = "1s") Duration timeout,
    @Setting(value = "Failed checks in a row after which a node is out.", example = "2")
        int unhealthyAfter,
    @Setting(value = "Answered checks in a row after which it is back.", example = "1")
        int healthyAfter,
    @Setting(
            value =
                "Requests in a row that a node may fail (no connection, no answer, broken answer,"
                    + " 502, 503, 504) before it is ejected.",
            example = "5")
        int ejectAfter,
    @Setting(value = "Time that an ejected node stays out, the first time.", example = "5s")
        Duration ejectionTime,
    @Setting(
            value = "What tells a node that is frozen, slow or failing against the others.",
            example = "{frozen-after: 300ms}")
        OutlierSettings outliers) {

  /** Checks as given, outliers by default. */
  public HealthSettings(
      String path,
      Duration interval,
      Duration timeout,
      int unhealthyAfter,
      int healthyAfter,
      int ejectAfter,
      Duration ejectionTime) {
    this(
        path,
        interval,
        timeout,
        unhealthyAfter,
        healthyAfter,
        ejectAfter,
        ejectionTime,
        OutlierSettings.defaults());
  }

  public HealthSettings {
    new Checks()
        .that(path.startsWith("/"), "path", path, "a path that begins with '/'")
        .positive("interval", interval)
        .positive("timeout", timeout)
        .atLeast(1, "unhealthy-after", unhealthyAfter)
        .atLeast(1, "healthy-after", healthyAfter)
        .atLeast(1, "eject-after", ejectAfter)
        .positive("ejection-time", ejectionTime)
        .done();
  }

  public static HealthSettings defaults() {
    return new HealthSettings(
        "/",
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        2,
        1,
        5,
        Duration.ofSeconds(5),
        OutlierSettings.defaults());
  }
}
