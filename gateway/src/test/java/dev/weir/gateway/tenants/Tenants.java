package dev.weir.gateway.tenants;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.ApiKeySettings;
import dev.weir.gateway.settings.IssuerSettings;
import dev.weir.gateway.settings.PasswordHash;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.settings.TenantCertificateSettings;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.UserSettings;
import dev.weir.gateway.testing.Wire;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Tenants for tests, and what their requests look like. */
final class Tenants {
  static final String SECRET = "a shared secret of at least thirty-two bytes";

  /** Known by a password. */
  static final TenantSettings BILLS =
      ofUsers("bills", new UserSettings("bills", new Secret("dam"), null));

  /** Known by the hash of a password, cheap enough for a test. */
  static final TenantSettings HASHED =
      ofUsers(
          "hashed",
          new UserSettings(
              "hashed",
              null,
              new Secret(
                  PasswordHash.of("dam", 20_000, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}).written())));

  /** Known by an API key, a header, or a certificate. */
  static final TenantSettings COUPONS =
      new TenantSettings(
          "coupons",
          Priority.LOW,
          List.of(),
          List.of(new ApiKeySettings("id", new Secret("key"))),
          List.of("coupons-team"),
          List.of(
              new TenantCertificateSettings("CN=coupons", null),
              new TenantCertificateSettings(null, "coupons.internal")),
          List.of(new TenantHeaderSettings("X-Tenant", "coupons")),
          List.of());

  /** Where tests come from. */
  static final TenantSettings NEAR =
      new TenantSettings(
          "near",
          Priority.NORMAL,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of("127.0.0.0/8"));

  private Tenants() {}

  static TenantSettings ofUsers(String name, UserSettings... users) {
    return new TenantSettings(
        name, Priority.HIGH, List.of(users), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  static TenantsSettings of(TenantSettings... known) {
    return new TenantsSettings(List.of(known), List.of(), Admission.REFUSE, null, Priority.LOW);
  }

  /** Tokens of a shared secret are taken, too. */
  static TenantsSettings withTokens(TenantSettings... known) {
    IssuerSettings issuer =
        new IssuerSettings(
            "issuer",
            null,
            new Secret(SECRET),
            null,
            null,
            "groups",
            "sub",
            Duration.ofSeconds(30));
    return new TenantsSettings(
        List.of(known), List.of(issuer), Admission.REFUSE, null, Priority.LOW);
  }

  /** A GET with further fields. */
  static String get(String... fields) {
    return fields.length == 0
        ? Wire.get("/")
        : Wire.get("/").replace("\r\n\r\n", "\r\n" + Wire.head(fields));
  }

  static String basic(String user, String password) {
    return "Authorization: Basic " + base64(user + ":" + password);
  }

  static String apiKey(String id, String key) {
    return "Authorization: ApiKey " + base64(id + ":" + key);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
