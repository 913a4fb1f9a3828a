package dev.weir.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A Redis. */
public record RedisSettings(
    @Setting(value = "Its address.", example = "10.0.0.5:6379", required = true) Address address,
    @Setting(value = "User, where it has users.", example = "weir") @Nullable String username,
    @Setting(value = "Password, where it asks for one.", example = "env:REDIS_PASSWORD")
        @Nullable Secret password,
    @Setting(value = "Whether it speaks TLS.", example = "true") boolean tls,
    @Setting(
            value = "Authorities, PEM, that sign its certificate. Absent: the JDK's own.",
            example = "/etc/weir/redis-ca.pem")
        @Nullable Path authorities,
    @Setting(value = "Time within which it must answer.", example = "1s") Duration timeout) {

  public RedisSettings {
    new Checks()
        .between(1, 65_535, "address", address.port())
        .that(
            username == null || password != null,
            "password",
            password,
            "a password where there is a username")
        .that(
            authorities == null || tls,
            "authorities",
            authorities,
            "none where tls is false: there is nothing that they could sign")
        .positive("timeout", timeout)
        .done();
  }

  public static RedisSettings defaults() {
    return of(Address.loopback(6379));
  }

  /** One without a password. */
  public static RedisSettings of(Address address) {
    return new RedisSettings(address, null, null, false, null, Duration.ofSeconds(1));
  }
}
