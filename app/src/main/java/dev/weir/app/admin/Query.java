package dev.weir.app.admin;

import dev.weir.app.config.bind.Durations;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark, read strictly: nothing unknown, and nothing twice. */
final class Query {
  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a query.
   *
   * @param known names that may stand in it
   * @throws IllegalArgumentException if it is not as expected
   */
  static Query of(@Nullable String query, List<String> known) {
    Map<String, String> values = new HashMap<>();
    for (String pair :
        query == null || query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(name + ": unknown (expected: " + known + ")");
      }
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (values.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8)) != null) {
        throw new IllegalArgumentException(name + ": given twice");
      }
    }
    return new Query(values);
  }

  /** A value that has to be there. */
  String needed(String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(name + ": missing from the query");
    }
    return value;
  }

  String or(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** How long, as {@code for} says; it has to be there. */
  Duration time(Duration longest) {
    Duration time = Durations.parse(needed("for"));
    if (!time.isPositive() || time.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "for: " + needed("for") + " (expected: 1ms to " + Durations.format(longest) + ")");
    }
    return time;
  }
}
