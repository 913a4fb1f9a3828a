package dev.weir.gateway.settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who signs bearer tokens (JWT), and what a token of theirs must say. */
public record IssuerSettings(
    @Setting(
            value = "What a token's iss must be.",
            example = "https://login.example.com",
            required = true)
        String issuer,
    @Setting(value = "What must be among a token's aud. Absent: anything.", example = "search")
        @Nullable String audience,
    @Setting(
            value = "Shared secret of tokens that are signed with HS256; 32 bytes at least.",
            example = "as long as this and known to nobody else",
            required = true)
        @Nullable Secret secret,
    @Setting(
            value = "Public key or certificate, PEM, of tokens signed with RS256 or ES256.",
            example = "/etc/weir/issuer.pem",
            required = true)
        @Nullable Path key,
    @Setting(
            value =
                "File of public keys, a JSON Web Key Set, for tokens signed with RS256 or ES256;"
                    + " read again at a reload.",
            example = "/etc/weir/issuer-keys.json",
            required = true)
        @Nullable Path keySet,
    @Setting(
            value = "Claim that names the tenant: text, or a list of texts such as groups.",
            example = "groups")
        String claim,
    @Setting(value = "Claim that names the user.", example = "email") String userClaim,
    @Setting(
            value = "By how much the issuer's clock may differ from this one; at most 5m.",
            example = "30s")
        Duration clockSkew) {
  private static final int FEWEST_SECRET_BYTES = 32;
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  public IssuerSettings {
    int ways = (secret != null ? 1 : 0) + (key != null ? 1 : 0) + (keySet != null ? 1 : 0);
    new Checks()
        .that(!issuer.isBlank(), "issuer", issuer, "what tokens say in iss")
        .that(ways == 1, "key", key, "one of: secret, key, key-set")
        .that(
            secret == null
                || secret.value().getBytes(StandardCharsets.UTF_8).length >= FEWEST_SECRET_BYTES,
            "secret",
            secret,
            "at least " + FEWEST_SECRET_BYTES + " bytes")
        .that(!claim.isBlank(), "claim", claim, "the name of a claim")
        .that(!userClaim.isBlank(), "user-claim", userClaim, "the name of a claim")
        .that(
            !clockSkew.isNegative() && clockSkew.compareTo(MOST_SKEW) <= 0,
            "clock-skew",
            clockSkew,
            "between 0s and 5m")
        .done();
  }

  public static IssuerSettings defaults() {
    return new IssuerSettings(
        "issuer", null, null, Path.of("issuer.pem"), null, "tenant", "sub", Duration.ofSeconds(30));
  }
}
