package dev.weir.gateway.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** A body that stands in the target: {@code ?source=…}, as engines take it where there is none. */
final class SourceParameter {
  private SourceParameter() {}

  /**
   * What a parameter holds.
   *
   * @param query of the target, percent-encoded
   * @return null if there is none of that name
   */
  static byte @Nullable [] of(String query, String name) {
    String value = text(query, name);
    return value == null ? null : value.getBytes(UTF_8);
  }

  /** As {@link #of}, as text. */
  static @Nullable String text(String query, String name) {
    int from = 0;
    while (from < query.length()) {
      int to = end(query, from);
      int equals = from + name.length();
      if (query.startsWith(name, from) && equals < to && query.charAt(equals) == '=') {
        String value = query.substring(equals + 1, to);
        try {
          return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException e) {
          // An engine refuses it, too; read as it is, it is no JSON.
          return value;
        }
      }
      from = to + 1;
    }
    return null;
  }

  private static int end(String query, int from) {
    int at = from;
    while (at < query.length() && query.charAt(at) != '&' && query.charAt(at) != ';') {
      at++;
    }
    return at;
  }
}
