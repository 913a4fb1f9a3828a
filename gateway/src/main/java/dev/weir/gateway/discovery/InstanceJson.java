package dev.weir.gateway.discovery;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An instance as JSON, as Weir keeps it, and as services write it for Weir: {@code {"address":
 * "http://10.0.0.1:9200", "weight": 100, "zone": "a", "roles": ["data"], "phase": "up"}}. All but
 * the address may be left out; keys that are not known are passed over.
 */
public final class InstanceJson {
  private InstanceJson() {}

  /** Writes one object. */
  public static void write(JsonGenerator json, Instance instance) throws IOException {
    json.writeStartObject();
    json.writeStringField("address", instance.uri().toString());
    json.writeNumberField("weight", instance.weight());
    if (instance.zone() != null) {
      json.writeStringField("zone", instance.zone());
    }
    if (!instance.roles().isEmpty()) {
      json.writeArrayFieldStart("roles");
      for (String role : instance.roles().stream().sorted().toList()) {
        json.writeString(role);
      }
      json.writeEndArray();
    }
    json.writeStringField("phase", instance.phase().name().toLowerCase(Locale.ROOT));
    if (instance.serverName() != null) {
      json.writeStringField("server_name", instance.serverName());
    }
    json.writeEndObject();
  }

  /**
   * Reads one object.
   *
   * @param json at the object's beginning; afterwards at its end
   * @throws IOException if it is no JSON
   * @throws IllegalArgumentException if it is not an instance
   */
  public static Instance read(JsonParser json) throws IOException {
    String address = null;
    String zone = null;
    String serverName = null;
    int weight = Instance.USUAL_WEIGHT;
    Instance.Phase phase = Instance.Phase.UP;
    Set<String> roles = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      switch (key) {
        case "address" -> address = text(json, key);
        case "zone" -> zone = value == JsonToken.VALUE_NULL ? null : text(json, key);
        case "server_name" -> serverName = value == JsonToken.VALUE_NULL ? null : text(json, key);
        case "weight" -> weight = number(json, key);
        case "phase" -> phase = phase(text(json, key));
        case "roles" -> readRoles(json, roles);
        default -> json.skipChildren();
      }
    }
    if (address == null) {
      throw new IllegalArgumentException("address: nothing (expected: http://host:port)");
    }
    return new Instance(URI.create(address), weight, zone, roles, phase, serverName);
  }

  private static Instance.Phase phase(String word) {
    for (Instance.Phase phase : Instance.Phase.values()) {
      if (phase.name().toLowerCase(Locale.ROOT).equals(word)) {
        return phase;
      }
    }
    throw new IllegalArgumentException("phase: " + word + " (expected: up, suspect or draining)");
  }

  private static void readRoles(JsonParser json, Set<String> roles) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("roles: expected a list of texts");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      roles.add(text(json, "roles"));
    }
  }

  private static int number(JsonParser json, String key) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new IllegalArgumentException(key + ": " + json.getText() + " (expected: a number)");
    }
    return json.getIntValue();
  }

  private static String text(JsonParser json, String key) throws IOException {
    @Nullable String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
    if (text == null) {
      throw new IllegalArgumentException(key + ": " + json.getText() + " (expected: a text)");
    }
    return text;
  }
}
