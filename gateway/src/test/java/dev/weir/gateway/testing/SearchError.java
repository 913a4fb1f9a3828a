package dev.weir.gateway.testing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A refusal as search clients parse it. */
public record SearchError(int status, String type, String reason, Map<String, String> facts) {
  private static final JsonFactory JSON = new JsonFactory();

  public SearchError {
    facts = Map.copyOf(facts);
  }

  /** Reads an answer of the gateway's own; fails if any part of the shape is missing. */
  public static SearchError of(Message response) throws IOException {
    assertThat(response.header("content-type")).startsWith("application/json");
    Map<?, ?> root = (Map<?, ?>) parse(response.text());
    assertThat(root.get("status")).as(response.body()).isEqualTo((long) response.status());
    Map<?, ?> error = (Map<?, ?>) requireNonNull(root.get("error"));
    List<?> causes = (List<?>) requireNonNull(error.get("root_cause"));
    assertThat(causes).as(response.body()).isNotEmpty();
    Map<?, ?> cause = (Map<?, ?>) causes.getFirst();
    String type = text(error, "type");
    String reason = text(error, "reason");
    assertThat(type).matches("[a-z0-9_]+");
    assertThat(reason).isNotBlank();
    assertThat(text(cause, "type")).isEqualTo(type);
    assertThat(text(cause, "reason")).isEqualTo(reason);
    Map<String, String> facts = new LinkedHashMap<>();
    error.forEach((name, value) -> facts.put(String.valueOf(name), String.valueOf(value)));
    return new SearchError(response.status(), type, reason, facts);
  }

  private static String text(Map<?, ?> object, String name) {
    assertThat(object.get(name)).as(name + " in " + object).isInstanceOf(String.class);
    return String.valueOf(object.get(name));
  }

  private static Object parse(String json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      Object value = value(parser);
      assertThat(parser.nextToken()).as("nothing after the JSON").isNull();
      return value;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NUMBER_INT -> parser.getLongValue();
      default -> parser.getText();
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }
}
