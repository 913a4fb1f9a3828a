package dev.weir.gateway.tenant;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 of something secret, with a key that only this process has: two are equal exactly if
 * what they are of is, and neither they nor the time it takes to compare them tell what that is.
 */
record Digest(long first, long second, long third, long fourth) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecretKeySpec KEY = key();

  /** Of texts, each kept apart from the next. */
  static Digest of(String... texts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(KEY);
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
      }
      ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
      return new Digest(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  private static SecretKeySpec key() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new SecretKeySpec(bytes, ALGORITHM);
  }
}
