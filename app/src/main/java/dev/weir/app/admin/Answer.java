package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole answer of the admin listener. */
record Answer(int status, String mediaType, List<Map.Entry<String, String>> headers, String body) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the inside of a JSON object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** An answer of one JSON object, indented for people. */
  static Answer json(int status, Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(
        status, "application/json", List.of(), bytes.toString(StandardCharsets.UTF_8));
  }

  /** An error in the shape that search clients know. */
  static Answer error(int status, String type, String reason) {
    return error(status, type, reason, json -> {});
  }

  /** An error with further facts beside type and reason. */
  static Answer error(int status, String type, String reason, Fields more) {
    return json(
        status,
        json -> {
          json.writeObjectFieldStart("error");
          json.writeStringField("type", type);
          json.writeStringField("reason", reason);
          more.write(json);
          json.writeEndObject();
          json.writeNumberField("status", status);
        });
  }

  Answer with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new Answer(status, mediaType, more, body);
  }

  void send(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    headers.forEach(field -> exchange.getResponseHeaders().set(field.getKey(), field.getValue()));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
