package dev.weir.gateway.settings;

import org.jspecify.annotations.Nullable;

/** How Weir names itself to a cluster; replaces what the client sent. One of the three ways. */
public record CredentialsSettings(
    @Setting(value = "User name, with a password.", example = "weir") @Nullable String username,
    @Setting(value = "The user's password.", example = "env:CLUSTER_PASSWORD")
        @Nullable Secret password,
    @Setting(value = "API key, as the engine printed it (encoded).", example = "env:CLUSTER_KEY")
        @Nullable Secret apiKey,
    @Setting(value = "Bearer token.", example = "file:/run/secrets/token")
        @Nullable Secret bearer) {

  public CredentialsSettings {
    int ways =
        (username != null || password != null ? 1 : 0)
            + (apiKey != null ? 1 : 0)
            + (bearer != null ? 1 : 0);
    new Checks()
        .that(ways == 1, "username", username, "one of: username and password, api-key, bearer")
        .that(
            (username == null) == (password == null),
            "password",
            password,
            "a password exactly when there is a username")
        .done();
  }

  public static CredentialsSettings basic(String username, String password) {
    return new CredentialsSettings(username, new Secret(password), null, null);
  }
}
