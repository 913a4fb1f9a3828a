package dev.weir.gateway.settings;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoints that Nacos knows as instances of a service. */
public record NacosSettings(
    @Setting(
            value = "Servers of Nacos, with the port of HTTP; asked in turn.",
            example = "[10.0.0.1:8848, 10.0.0.2:8848]",
            required = true)
        List<Address> addresses,
    @Setting(value = "Name of the service.", example = "search", required = true) String service,
    @Setting(value = "The service's group.", example = "DEFAULT_GROUP") String group,
    @Setting(value = "The namespace's id; empty takes the public one.", example = "production")
        String namespace,
    @Setting(value = "Whether the instances speak TLS.", example = "true") boolean tls,
    @Setting(value = "User, where Nacos asks for one.", example = "weir") @Nullable String username,
    @Setting(value = "The user's password.", example = "env:NACOS_PASSWORD")
        @Nullable Secret password,
    @Setting(value = "Time between two looks.", example = "2s") Duration interval) {

  public NacosSettings {
    addresses = List.copyOf(addresses);
    Checks checks =
        new Checks()
            .that(!addresses.isEmpty(), "addresses", addresses, "at least one address")
            .that(!service.isBlank(), "service", service, "a name")
            .that(!group.isBlank(), "group", group, "a name")
            .that(
                (username == null) == (password == null),
                "password",
                password,
                "a password exactly when there is a username")
            .that(interval.toMillis() >= 100, "interval", interval, "a duration of at least 100ms");
    for (int i = 0; i < addresses.size(); i++) {
      checks.between(1, 64_535, "addresses[" + i + "]", addresses.get(i).port());
    }
    checks.done();
  }

  public static NacosSettings defaults() {
    return of(List.of(Address.loopback(8848)), "search");
  }

  /** A service of the public namespace, all else at its default. */
  public static NacosSettings of(List<Address> addresses, String service) {
    return new NacosSettings(
        addresses, service, "DEFAULT_GROUP", "", false, null, null, Duration.ofSeconds(2));
  }
}
