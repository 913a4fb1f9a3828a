package dev.weir.gateway.tenant;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** What an {@code Authorization} field says (RFC 9110 §11.6.2), of any bytes. Stateless. */
sealed interface Authorization {
  /** A user's name and password (RFC 7617), in UTF-8. */
  record Basic(String user, String password) implements Authorization {
    @Override
    public String toString() {
      return "Basic ***";
    }
  }

  /** An API key as the engines take it: Base64 of {@code id:key}. */
  record ApiKey(String id, String key) implements Authorization {
    @Override
    public String toString() {
      return "ApiKey ***";
    }
  }

  /** A token (RFC 6750). */
  record Bearer(String token) implements Authorization {
    @Override
    public String toString() {
      return "Bearer ***";
    }
  }

  /**
   * One of the three, but not as it should be.
   *
   * @param scheme in lower case
   */
  record Malformed(String scheme) implements Authorization {}

  /** Any other scheme, or none. */
  record Other() implements Authorization {}

  /** Reads a field's value. */
  static Authorization parse(byte[] bytes, int from, int to) {
    int space = from;
    while (space < to && bytes[space] != ' ') {
      space++;
    }
    String scheme =
        new String(bytes, from, space - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int start = space;
    while (start < to && bytes[start] == ' ') {
      start++;
    }
    String value = new String(bytes, start, to - start, StandardCharsets.ISO_8859_1);
    return switch (scheme) {
      case "basic" -> pair(scheme, value);
      case "apikey" -> pair(scheme, value);
      case "bearer" -> isToken(value) ? new Bearer(value) : new Malformed(scheme);
      default -> new Other();
    };
  }

  private static Authorization pair(String scheme, String value) {
    try {
      byte[] decoded = Base64.getDecoder().decode(value);
      String pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
      int colon = pair.indexOf(':');
      if (colon <= 0 || pair.chars().anyMatch(Character::isISOControl)) {
        return new Malformed(scheme);
      }
      String name = pair.substring(0, colon);
      String secret = pair.substring(colon + 1);
      return scheme.equals("basic") ? new Basic(name, secret) : new ApiKey(name, secret);
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return new Malformed(scheme);
    }
  }

  private static boolean isToken(String value) {
    return !value.isEmpty()
        && value
            .chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "-._~+/=".indexOf(c) >= 0);
  }
}
