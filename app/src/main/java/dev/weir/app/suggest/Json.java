package dev.weir.app.suggest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what is wanted out of maps and lists that came as JSON. */
final class Json {
  private Json() {}

  static String text(Map<?, ?> from, String key) {
    Object value = from.get(key);
    return value == null ? "" : value.toString();
  }

  static long number(Map<?, ?> from, String key) {
    return from.get(key) instanceof Number number ? number.longValue() : 0;
  }

  static boolean flag(Map<?, ?> from, String key) {
    return Boolean.TRUE.equals(from.get(key));
  }

  /** The objects of a list; empty if it is none. */
  static List<Map<String, Object>> objects(@Nullable Object list) {
    List<Map<String, Object>> objects = new ArrayList<>();
    if (list instanceof List<?> items) {
      for (Object item : items) {
        objects.add(object(item));
      }
    }
    return objects;
  }

  /** An object, of which keys without a value are left out. */
  static Map<String, Object> object(@Nullable Object item) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (item instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null) {
              copy.put(String.valueOf(key), value);
            }
          });
    }
    return copy;
  }

  /** The sum of an object's numbers. */
  static long sum(@Nullable Object counts) {
    return counts instanceof Map<?, ?> map
        ? map.values().stream()
            .mapToLong(value -> value instanceof Number number ? number.longValue() : 0)
            .sum()
        : 0;
  }
}
