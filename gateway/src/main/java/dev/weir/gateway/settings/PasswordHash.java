package dev.weir.gateway.settings;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password in its place: PBKDF2 with HMAC-SHA-256 (RFC 8018 §5.2), written as
 * {@code $pbkdf2-sha256$i=600000$SALT$HASH} with salt and hash in Base64 without padding. To check
 * a password takes as long as the iterations do, so never on an event loop.
 */
public final class PasswordHash {
  /** What is said to be expected. */
  public static final String IS = "a hash as weir hash-password prints it";

  /** Iterations of a new hash: what OWASP asks for at least. */
  public static final int ITERATIONS = 600_000;

  private static final int FEWEST_ITERATIONS = 1_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$pbkdf2-sha256\\$i=([0-9]{1,8})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PasswordHash parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      int iterations = Integer.parseInt(form.group(1));
      if (iterations >= FEWEST_ITERATIONS && iterations <= MOST_ITERATIONS) {
        Base64.Decoder base64 = Base64.getDecoder();
        return new PasswordHash(
            iterations, base64.decode(form.group(2)), base64.decode(form.group(3)));
      }
    }
    throw new IllegalArgumentException(IS);
  }

  /** Whether a text is one. */
  public static boolean isOne(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Of a password. Takes long.
   *
   * @param salt random, at least eight bytes
   */
  public static PasswordHash of(String password, int iterations, byte[] salt) {
    return new PasswordHash(iterations, salt.clone(), derive(password, iterations, salt));
  }

  /** Whether it is of this password; compared in constant time. Takes long. */
  public boolean isOf(String password) {
    return MessageDigest.isEqual(hash, derive(password, iterations, salt));
  }

  private static byte[] derive(String password, int iterations, byte[] salt) {
    char[] characters = password.toCharArray();
    PBEKeySpec key = new PBEKeySpec(characters, salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", e);
    } finally {
      key.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  /** As configuration writes it. */
  public String written() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-sha256$i="
        + iterations
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }
}
