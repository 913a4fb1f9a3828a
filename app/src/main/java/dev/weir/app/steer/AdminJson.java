package dev.weir.app.steer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what is to be shown out of a running Weir's answers, whose parts may be missing. */
public final class AdminJson {
  private AdminJson() {}

  /** A number; 0 if it is none. */
  public static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  /** As a text; empty if there is nothing. */
  public static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** The objects of a list; empty if it is none. */
  public static List<Map<?, ?>> maps(@Nullable Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (list instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map) {
          maps.add(map);
        }
      }
    }
    return maps;
  }
}
