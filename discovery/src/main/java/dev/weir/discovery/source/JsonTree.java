package dev.weir.discovery.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, texts, numbers and truths: what registries answer is small and of many
 * shapes, and Weir has no object mapper otherwise.
 */
final class JsonTree {
  static final JsonFactory JSON = new JsonFactory();

  private JsonTree() {}

  /** Reads one value from a whole text. */
  static @Nullable Object read(byte[] text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return value(json);
    }
  }

  /** The next value of a stream of them; null at its end. */
  static @Nullable Object next(JsonParser json) throws IOException {
    return json.nextToken() == null ? null : value(json);
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw new IOException("the answer is empty or breaks off");
    }
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
    Map<String, @Nullable Object> object = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      object.put(name, value(json));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser json) throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(json));
    }
    return array;
  }

  /** What lies at a path of names; null if there is nothing. */
  static @Nullable Object at(@Nullable Object tree, String... path) {
    Object here = tree;
    for (String name : path) {
      here = here instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return here;
  }

  static @Nullable String text(@Nullable Object tree, String... path) {
    return at(tree, path) instanceof String text ? text : null;
  }

  /** A number, or {@code absent}. */
  static double number(@Nullable Object tree, double absent, String... path) {
    return at(tree, path) instanceof Number number ? number.doubleValue() : absent;
  }

  /** Whether there is a truth that is just so. */
  static boolean is(@Nullable Object tree, boolean wanted, String... path) {
    return at(tree, path) instanceof Boolean truth && truth == wanted;
  }

  /** A list; empty if there is none. */
  static List<?> list(@Nullable Object tree, String... path) {
    return at(tree, path) instanceof List<?> list ? list : List.of();
  }
}
