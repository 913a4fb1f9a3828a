package dev.weir.gateway.tenant;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import dev.weir.gateway.settings.IssuerSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of an issuer's tokens, each for one algorithm only: what a token itself says of its
 * algorithm never chooses how a key is used.
 *
 * @param selector finds the key of a token
 * @param content tells them from others
 */
record TokenKeys(JWSKeySelector<SecurityContext> selector, String content) {
  private static final int FEWEST_RSA_BITS = 2048;

  /** Why keys could not be read. */
  static final class Unfit extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final String key;
    private final transient Path file;
    private final String expected;

    Unfit(String key, Path file, String expected) {
      super(expected);
      this.key = key;
      this.file = file;
      this.expected = expected;
    }

    /** The key of the configuration that names them. */
    String key() {
      return key;
    }

    Path file() {
      return file;
    }

    String expected() {
      return expected;
    }
  }

  /** Reads them. */
  static TokenKeys read(IssuerSettings settings) throws Unfit {
    if (settings.secret() != null) {
      byte[] secret = settings.secret().value().getBytes(StandardCharsets.UTF_8);
      return new TokenKeys(
          new SingleKeyJWSKeySelector<>(
              JWSAlgorithm.HS256, new SecretKeySpec(secret, "HmacSHA256")),
          settings.secret().value());
    }
    if (settings.key() != null) {
      return ofPem(settings.key());
    }
    if (settings.keySet() != null) {
      return ofSet(settings.keySet());
    }
    throw new IllegalArgumentException("neither secret nor keys");
  }

  private static TokenKeys ofPem(Path file) throws Unfit {
    String text = content("key", file);
    try {
      PublicKey key = publicKey(text);
      if (key instanceof RSAPublicKey rsa && isLongEnough(rsa)) {
        return new TokenKeys(new SingleKeyJWSKeySelector<>(JWSAlgorithm.RS256, key), text);
      }
      if (key instanceof ECPublicKey ec
          && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
        return new TokenKeys(new SingleKeyJWSKeySelector<>(JWSAlgorithm.ES256, key), text);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Said below, together with keys of another kind.
    }
    throw new Unfit(
        "key", file, "PEM with a public key or a certificate, RSA of 2048 bits or EC of P-256");
  }

  private static boolean isLongEnough(RSAPublicKey key) {
    return key.getModulus().bitLength() >= FEWEST_RSA_BITS;
  }

  private static PublicKey publicKey(String pem) throws GeneralSecurityException {
    if (pem.contains("-----BEGIN CERTIFICATE-----")) {
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(bytes))
          .getPublicKey();
    }
    String base64 =
        pem.replace("-----BEGIN PUBLIC KEY-----", "")
            .replace("-----END PUBLIC KEY-----", "")
            .replaceAll("\\s", "");
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
    try {
      return KeyFactory.getInstance("RSA").generatePublic(encoded);
    } catch (GeneralSecurityException e) {
      return KeyFactory.getInstance("EC").generatePublic(encoded);
    }
  }

  private static TokenKeys ofSet(Path file) throws Unfit {
    String text = content("key-set", file);
    try {
      List<JWK> keys = JWKSet.parse(text).getKeys().stream().filter(TokenKeys::isUsable).toList();
      if (!keys.isEmpty()) {
        return new TokenKeys(
            new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
                new ImmutableJWKSet<>(new JWKSet(keys))),
            text);
      }
    } catch (ParseException e) {
      // Said below, together with a set without usable keys.
    }
    throw new Unfit(
        "key-set", file, "a JSON Web Key Set with an RSA key of 2048 bits or an EC key of P-256");
  }

  /** Never a shared secret: whoever knows a public key could sign with it as one. */
  private static boolean isUsable(JWK key) {
    return switch (key) {
      case RSAKey rsa -> rsa.size() >= FEWEST_RSA_BITS;
      case ECKey ec -> Curve.P_256.equals(ec.getCurve());
      default -> false;
    };
  }

  private static String content(String key, Path file) throws Unfit {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Unfit(key, file, "a file that can be read");
    }
  }
}
