package dev.weir.app.config;

import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.Checks;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.settings.Setting;
import org.jspecify.annotations.Nullable;

/** Where Weir is asked how it is, and told to reload. */
public record AdminSettings(
    @Setting(value = "Address and port of the admin listener.", example = "127.0.0.1:9280")
        Address address,
    @Setting(
            value =
                "Bearer token that callers of the admin listener must show. Required on any address"
                    + " that other machines can reach.",
            example = "env:WEIR_ADMIN_TOKEN")
        @Nullable Secret token) {

  public AdminSettings {
    new Checks()
        .that(
            token != null || address.isLoopback(),
            "token",
            null,
            "a token, because " + address + " is not a loopback address")
        .that(
            token == null || !token.value().isBlank(),
            "token",
            token,
            "a token of at least one character")
        .done();
  }

  public static AdminSettings defaults() {
    return new AdminSettings(Address.loopback(9280), null);
  }

  public AdminSettings withAddress(Address wanted) {
    return new AdminSettings(wanted, token);
  }
}
