package dev.weir.gateway.settings;

import java.time.Duration;

/** Endpoints that have registered themselves with Weir. */
public record OwnRegistrySettings(
    @Setting(
            value = "Name of the service that the endpoints register as.",
            example = "search",
            required = true)
        String service,
    @Setting(value = "Time between two looks at the registry.", example = "1s") Duration interval) {

  public OwnRegistrySettings {
    new Checks()
        .name("service", service)
        .that(interval.toMillis() >= 100, "interval", interval, "a duration of at least 100ms")
        .done();
  }

  public static OwnRegistrySettings defaults() {
    return of("search");
  }

  /** A service, looked at each second. */
  public static OwnRegistrySettings of(String service) {
    return new OwnRegistrySettings(service, Duration.ofSeconds(1));
  }
}
