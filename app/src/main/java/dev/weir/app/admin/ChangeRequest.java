package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.InstanceJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of endpoints as they are posted: an object, or a list of them, such as {@code {"action":
 * "add", "address": "http://10.0.0.4:9200", "weight": 50}}. The keys beside the action are those of
 * {@link InstanceJson}.
 */
final class ChangeRequest {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST = 10_000;

  private ChangeRequest() {}

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  static List<EndpointChange> read(byte[] body) {
    List<EndpointChange> changes = new ArrayList<>();
    try (JsonParser json = JSON.createParser(body)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_OBJECT) {
        changes.add(change(json));
      } else if (first == JsonToken.START_ARRAY) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          changes.add(change(json));
          if (changes.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " changes");
          }
        }
      }
      if (changes.isEmpty() || json.currentToken().isStructStart() || json.nextToken() != null) {
        throw new IllegalArgumentException("body: expected a change, or a list of changes");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("body: no JSON: " + firstLine(e), e);
    }
    return changes;
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** One object: the action is taken out, the rest is an instance. */
  private static EndpointChange change(JsonParser json) throws IOException {
    String action = null;
    boolean weighed = false;
    StringWriter rest = new StringWriter();
    try (JsonGenerator copy = JSON.createGenerator(rest)) {
      copy.writeStartObject();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        if (key.equals("action")) {
          action = json.getText();
        } else {
          weighed |= key.equals("weight");
          copy.writeFieldName(key);
          copy.copyCurrentStructure(json);
        }
      }
      copy.writeEndObject();
    }
    try (JsonParser instance = JSON.createParser(rest.toString())) {
      instance.nextToken();
      return change(action, InstanceJson.read(instance), weighed);
    }
  }

  private static EndpointChange change(
      @Nullable String action, Instance instance, boolean weighed) {
    return switch (action) {
      case "add" -> new EndpointChange.Add(instance);
      case "remove" -> new EndpointChange.Remove(instance.uri());
      case "weight" -> {
        if (!weighed) {
          throw new IllegalArgumentException("weight: nothing (expected: a number)");
        }
        yield new EndpointChange.Weigh(instance.uri(), instance.weight());
      }
      case "drain" -> new EndpointChange.Drain(instance.uri());
      case "restore" -> new EndpointChange.Restore(instance.uri());
      case null, default ->
          throw new IllegalArgumentException(
              "action: " + action + " (expected: one of add, remove, weight, drain, restore)");
    };
  }
}
