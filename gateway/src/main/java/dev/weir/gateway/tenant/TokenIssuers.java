package dev.weir.gateway.tenant;

import com.nimbusds.jwt.SignedJWT;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.InvalidSettings.Problem;
import dev.weir.gateway.settings.IssuerSettings;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whose tokens are taken. Verifying takes up to a millisecond: not for an event loop. */
final class TokenIssuers {
  private static final int LONGEST_TOKEN = 16 * 1024;

  private final Map<String, TokenIssuer> byName = new HashMap<>();
  private final String fingerprint;

  /**
   * Reads their keys.
   *
   * @throws InvalidSettings if keys cannot be read or are none
   */
  TokenIssuers(List<IssuerSettings> settings, InstantSource clock) {
    List<Problem> problems = new ArrayList<>();
    List<String> fingerprints = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      IssuerSettings issuer = settings.get(i);
      try {
        TokenKeys keys = TokenKeys.read(issuer);
        byName.put(issuer.issuer(), new TokenIssuer(issuer, keys, clock));
        fingerprints.add(issuer.toString());
        fingerprints.add(keys.content());
      } catch (TokenKeys.Unfit e) {
        problems.add(new Problem("tenants.issuers[" + i + "]." + e.key(), e.file(), e.expected()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    fingerprint = Digest.of(fingerprints.toArray(String[]::new)).toString();
  }

  /** Differs whenever a token that was right might not be any more. */
  String fingerprint() {
    return fingerprint;
  }

  /** Verifies a token. */
  Proof verify(String token) {
    if (token.length() > LONGEST_TOKEN) {
      return new Proof.NotRight("the token is longer than " + LONGEST_TOKEN + " characters");
    }
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      TokenIssuer issuer = byName.get(String.valueOf(parsed.getJWTClaimsSet().getIssuer()));
      return issuer == null
          ? new Proof.NotRight("the token's issuer is not known")
          : issuer.verify(parsed);
    } catch (ParseException e) {
      return new Proof.NotRight("the token is not a signed JWT");
    }
  }
}
