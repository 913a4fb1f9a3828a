package dev.weir.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.IssuerSettings;
import dev.weir.gateway.settings.Secret;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of every kind that is taken, and of many that are not. */
class TokenIssuersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String SECRET = "a shared secret of at least thirty-two bytes";

  private static RSAKey rsa;
  private static RSAKey otherRsa;
  private static ECKey ec;

  @TempDir private Path folder = Path.of("");
  private Instant now = NOW;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    otherRsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
  }

  @Test
  void shouldTakeATokenOfASharedSecret() throws Exception {
    assertRight(secret().verify(hs256(claims().build())));
  }

  @Test
  void shouldTakeATokenOfAPublicKeyOrACertificate() throws Exception {
    assertRight(issuers(pem(rsa.toPublicKey()), null).verify(rs256(rsa, claims().build())));
    assertRight(issuers(pem(ec.toPublicKey()), null).verify(es256(claims().build())));
    Path certificate = folder.resolve("certificate.pem");
    X509Bundle bundle =
        new CertificateBuilder()
            .algorithm(CertificateBuilder.Algorithm.ecp256)
            .subject("CN=issuer")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Files.writeString(certificate, bundle.getCertificatePEM());
    ECDSASigner signer = new ECDSASigner((ECPrivateKey) bundle.getKeyPair().getPrivate());
    assertRight(
        issuers(certificate, null).verify(sign(signer, JWSAlgorithm.ES256, claims().build())));
  }

  @Test
  void shouldTakeATokenOfAnyKeyOfASet() throws Exception {
    TokenIssuers issuers = issuers(null, keySet(rsa, ec));

    assertRight(issuers.verify(rs256(rsa, claims().build())));
    assertRight(issuers.verify(es256(claims().build())));
    assertNotRight(issuers.verify(rs256(otherRsa, claims().build())), "signature");
  }

  @Test
  void shouldNotTakeATokenOfAnotherKey() throws Exception {
    assertNotRight(
        issuers(pem(rsa.toPublicKey()), null).verify(rs256(otherRsa, claims().build())),
        "signature");
    assertNotRight(
        secret().verify(sign(new MACSigner("x".repeat(32)), JWSAlgorithm.HS256, claims().build())),
        "signature");
  }

  @Test
  void shouldNotLetATokenChooseItsAlgorithm() throws Exception {
    PublicKey known = rsa.toPublicKey();
    // Signed with the public key as if it were a shared secret.
    String confused = sign(new MACSigner(known.getEncoded()), JWSAlgorithm.HS256, claims().build());
    String unsigned = new PlainJWT(claims().build()).serialize();

    for (TokenIssuers issuers : List.of(issuers(pem(known), null), issuers(null, keySet(rsa)))) {
      assertThat(issuers.verify(confused)).isInstanceOf(Proof.NotRight.class);
      assertThat(issuers.verify(unsigned)).isInstanceOf(Proof.NotRight.class);
      assertThat(issuers.verify(sign(new RSASSASigner(rsa), JWSAlgorithm.RS512, claims().build())))
          .isInstanceOf(Proof.NotRight.class);
    }
    assertThat(secret().verify(rs256(rsa, claims().build()))).isInstanceOf(Proof.NotRight.class);
    assertThat(
            secret()
                .verify(sign(new MACSigner(SECRET + SECRET), JWSAlgorithm.HS512, claims().build())))
        .isInstanceOf(Proof.NotRight.class);
  }

  @Test
  void shouldTakeATokenInItsTimeOnly() throws Exception {
    TokenIssuers issuers = secret();
    String token =
        hs256(
            claims()
                .notBeforeTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .build());

    now = NOW.minusSeconds(31);
    assertNotRight(issuers.verify(token), "time");
    now = NOW.minusSeconds(29);
    assertRight(issuers.verify(token));
    now = NOW.plusSeconds(89);
    assertRight(issuers.verify(token));
    now = NOW.plusSeconds(91);
    assertNotRight(issuers.verify(token), "expired");
  }

  @Test
  void shouldNotTakeATokenThatNeverEnds() throws Exception {
    assertThat(secret().verify(hs256(claims().expirationTime(null).build())))
        .isInstanceOf(Proof.NotRight.class);
  }

  @Test
  void shouldTrustATokenNoLongerThanItLasts() throws Exception {
    long before = System.nanoTime();
    Proof.Right shortly =
        (Proof.Right)
            secret().verify(hs256(claims().expirationTime(Date.from(NOW.plusSeconds(10))).build()));
    Proof.Right lasting =
        (Proof.Right)
            secret()
                .verify(
                    hs256(claims().expirationTime(Date.from(NOW.plusSeconds(1_000_000))).build()));

    assertThat(shortly.until() - before)
        .isBetween(TimeUnit.SECONDS.toNanos(40), TimeUnit.SECONDS.toNanos(50));
    assertThat(lasting.until() - before)
        .isBetween(TimeUnit.SECONDS.toNanos(300), TimeUnit.SECONDS.toNanos(310));
  }

  @Test
  void shouldTakeATokenForItsAudienceAndOfItsIssuerOnly() throws Exception {
    TokenIssuers issuers = secret();

    assertRight(issuers.verify(hs256(claims().audience(List.of("other", "search")).build())));
    assertNotRight(issuers.verify(hs256(claims().audience("other").build())), "audience");
    assertNotRight(issuers.verify(hs256(claims().audience((String) null).build())), "audience");
    assertNotRight(issuers.verify(hs256(claims().issuer("other").build())), "issuer");
    assertNotRight(issuers.verify(hs256(claims().issuer(null).build())), "issuer");
  }

  @Test
  void shouldTellWhatATokenSays() throws Exception {
    TokenIssuers issuers = secret();

    assertThat(issuers.verify(hs256(claims().claim("groups", "one").build())))
        .isInstanceOfSatisfying(
            Proof.Right.class,
            right -> {
              assertThat(right.claims()).containsExactly("one");
              assertThat(right.user()).isEqualTo("ann");
            });
    assertThat(
            ((Proof.Right)
                    issuers.verify(
                        hs256(claims().claim("groups", List.of("one", 2, "three")).build())))
                .claims())
        .containsExactly("one", "three");
    assertThat(((Proof.Right) issuers.verify(hs256(claims().claim("groups", 7).build()))).claims())
        .isEmpty();
  }

  @Test
  void shouldTakeNothingElseForAToken() {
    TokenIssuers issuers = secret();

    for (String token : List.of("", ".", "..", "a.b.c", "e30.e30.e30", "x".repeat(20_000))) {
      assertThat(issuers.verify(token)).isInstanceOf(Proof.NotRight.class);
    }
  }

  @Test
  void shouldTakeAccessTokensButNoTokensForOtherEnds() throws Exception {
    assertRight(secret().verify(typed("at+jwt")));
    assertThat(secret().verify(typed("logout+jwt"))).isInstanceOf(Proof.NotRight.class);
  }

  @Test
  void shouldSayWhichKeysAreNone() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "no key");
    Path shared =
        Files.writeString(
            folder.resolve("shared.json"),
            new JWKSet(new OctetSequenceKey.Builder(SECRET.getBytes(UTF_8)).build())
                .toString(false));

    assertThat(problem(text, null)).isEqualTo("tenants.issuers[0].key");
    assertThat(problem(folder.resolve("missing"), null)).isEqualTo("tenants.issuers[0].key");
    assertThat(problem(pem(new RSAKeyGenerator(1024, true).generate().toPublicKey()), null))
        .isEqualTo("tenants.issuers[0].key");
    assertThat(problem(pem(new ECKeyGenerator(Curve.P_384).generate().toPublicKey()), null))
        .isEqualTo("tenants.issuers[0].key");
    assertThat(problem(null, text)).isEqualTo("tenants.issuers[0].key-set");
    assertThat(problem(null, shared)).isEqualTo("tenants.issuers[0].key-set");
  }

  @Test
  void shouldTellOtherKeysApart() throws Exception {
    Path file = pem(rsa.toPublicKey());
    String before = issuers(file, null).fingerprint();

    assertThat(issuers(file, null).fingerprint()).isEqualTo(before);
    pem(otherRsa.toPublicKey());

    assertThat(issuers(file, null).fingerprint()).isNotEqualTo(before);
  }

  private String problem(@Nullable Path key, @Nullable Path keySet) {
    return assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> issuers(key, keySet))
        .actual()
        .problems()
        .getFirst()
        .key();
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://login.example.com")
        .audience("search")
        .subject("ann")
        .claim("groups", "bills")
        .expirationTime(Date.from(NOW.plusSeconds(600)));
  }

  private String typed(String type) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(type)).build(),
            claims().build());
    token.sign(new MACSigner(SECRET));
    return token.serialize();
  }

  private static String hs256(JWTClaimsSet claims) throws JOSEException {
    return sign(new MACSigner(SECRET), JWSAlgorithm.HS256, claims);
  }

  private static String rs256(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    return sign(new RSASSASigner(key), JWSAlgorithm.RS256, claims);
  }

  private static String es256(JWTClaimsSet claims) throws JOSEException {
    return sign(new ECDSASigner(ec), JWSAlgorithm.ES256, claims);
  }

  private static String sign(JWSSigner signer, JWSAlgorithm algorithm, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
    token.sign(signer);
    return token.serialize();
  }

  private TokenIssuers secret() {
    return issuers(new Secret(SECRET), null, null);
  }

  private TokenIssuers issuers(@Nullable Path key, @Nullable Path keySet) {
    return issuers(null, key, keySet);
  }

  private TokenIssuers issuers(@Nullable Secret secret, @Nullable Path key, @Nullable Path keySet) {
    InstantSource clock = () -> now;
    return new TokenIssuers(
        List.of(
            new IssuerSettings(
                "https://login.example.com",
                "search",
                secret,
                key,
                keySet,
                "groups",
                "sub",
                Duration.ofSeconds(30))),
        clock);
  }

  private Path pem(PublicKey key) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return Files.writeString(
        folder.resolve(key.getAlgorithm() + ".pem"),
        "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n");
  }

  private Path keySet(JWK... keys) throws Exception {
    return Files.writeString(
        folder.resolve("keys.json"), new JWKSet(List.of(keys)).toPublicJWKSet().toString());
  }

  private static void assertRight(Proof proof) {
    assertThat(proof).isInstanceOf(Proof.Right.class);
  }

  private static void assertNotRight(Proof proof, String reason) {
    assertThat(proof)
        .isInstanceOfSatisfying(
            Proof.NotRight.class, found -> assertThat(found.reason()).contains(reason));
  }
}
