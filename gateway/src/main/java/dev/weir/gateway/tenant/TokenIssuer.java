package dev.weir.gateway.tenant;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.weir.gateway.settings.IssuerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One that signs tokens: holds them against its keys and what its tokens must say. */
final class TokenIssuer {
  /** However long a token is good, the clock that says so may be set meanwhile. */
  private static final Duration LONGEST_TRUST = Duration.ofMinutes(5);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final String claim;
  private final String userClaim;
  private final Duration clockSkew;
  private final InstantSource clock;

  TokenIssuer(IssuerSettings settings, TokenKeys keys, InstantSource clock) {
    this.claim = settings.claim();
    this.userClaim = settings.userClaim();
    this.clockSkew = settings.clockSkew();
    this.clock = clock;
    processor.setJWSKeySelector(keys.selector());
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWTClaimsSetVerifier(claims(settings, clock));
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claims(
      IssuerSettings settings, InstantSource clock) {
    String audience = settings.audience();
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            // It asks whether null is among them, which a set of the JDK's own kind refuses.
            audience == null ? null : new HashSet<>(Set.of(audience)),
            new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
            Set.of(JWTClaimNames.EXPIRATION_TIME),
            null) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew((int) settings.clockSkew().toSeconds());
    return verifier;
  }

  Proof verify(SignedJWT token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      Duration left =
          Duration.between(clock.instant(), claims.getExpirationTime().toInstant()).plus(clockSkew);
      Duration trust = left.compareTo(LONGEST_TRUST) < 0 ? left : LONGEST_TRUST;
      return new Proof.Right(
          texts(claims.getClaim(claim)),
          text(claims.getClaim(userClaim)),
          System.nanoTime() + trust.toNanos());
    } catch (ExpiredJWTException e) {
      return new Proof.NotRight("the token has expired");
    } catch (BadJWSException e) {
      return new Proof.NotRight("the token's signature is wrong");
    } catch (BadJWTException e) {
      return new Proof.NotRight("the token's issuer, audience or time is not right");
    } catch (BadJOSEException | JOSEException e) {
      return new Proof.NotRight("the token is not signed with a known key and algorithm");
    }
  }

  private static @Nullable String text(@Nullable Object claim) {
    return claim instanceof String text ? text : null;
  }

  private static List<String> texts(@Nullable Object claim) {
    return switch (claim) {
      case null -> List.of();
      case String text -> List.of(text);
      case Collection<?> several ->
          several.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      default -> List.of();
    };
  }
}
