package dev.weir.discovery.redis;

import dev.weir.gateway.settings.RedisSettings;
import dev.weir.gateway.settings.Secret;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.nio.file.Path;

/** How a Redis is reached. */
public final class RedisAddress {
  private RedisAddress() {}

  /** As the settings say. */
  public static RedisURI of(RedisSettings settings) {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(settings.address().host())
            .withPort(settings.address().port())
            .withSsl(settings.tls())
            .withTimeout(settings.timeout());
    Secret password = settings.password();
    if (password != null) {
      if (settings.username() != null) {
        uri.withAuthentication(settings.username(), password.value());
      } else {
        uri.withPassword(password.value().toCharArray());
      }
    }
    return uri.build();
  }

  /** Whom to trust; read anew with each connection. */
  public static SslOptions trust(RedisSettings settings) {
    Path authorities = settings.authorities();
    return authorities == null
        ? SslOptions.create()
        : SslOptions.builder().jdkSslProvider().trustManager(authorities.toFile()).build();
  }
}
