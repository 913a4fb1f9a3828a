package dev.weir.discovery.redis;

import dev.weir.gateway.settings.RedisSettings;
import dev.weir.gateway.settings.Secret;
import io.lettuce.core.RedisURI;

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
}
