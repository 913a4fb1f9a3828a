package dev.weir.app.shapes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.gateway.runtime.WholeFile;
import dev.weir.gateway.shape.ShapeOrder;
import dev.weir.search.shape.ShapeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders in a file: written beside it and moved over it, so that it is always a whole one; read
 * back only if every part of it is right.
 */
final class OrderFile {
  /** A file above this size was not written here. */
  private static final int LARGEST = 1024 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;

  OrderFile(Path folder) {
    this.file = folder.resolve("shapes.json");
  }

  /**
   * What was kept; empty if nothing was.
   *
   * @throws IOException if the file cannot be read, or is not right
   */
  List<ShapeOrder> read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    if (bytes.length > LARGEST) {
      throw new IOException(file + ": larger than " + LARGEST + " bytes");
    }
    try (JsonParser json = JSON.createParser(bytes)) {
      return read(json);
    } catch (JsonParseException e) {
      throw new IOException(file + ": not JSON", e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private List<ShapeOrder> read(JsonParser json) throws IOException {
    List<ShapeOrder> orders = new ArrayList<>();
    boolean whole = false;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException(file + ": not an object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "orders" -> {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            orders.add(readOrder(json));
          }
        }
        case "count" -> whole = json.getValueAsInt(-1) == orders.size();
        default -> json.skipChildren();
      }
    }
    if (!whole || json.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException(file + ": not whole");
    }
    return orders;
  }

  private static ShapeOrder readOrder(JsonParser json) throws IOException {
    String shape = "";
    int requests = 0;
    long within = 0;
    String since = "";
    String until = "";
    String why = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "shape" -> shape = json.getValueAsString("");
        case "requests" -> requests = json.getValueAsInt();
        case "within_ms" -> within = json.getValueAsLong();
        case "since" -> since = json.getValueAsString("");
        case "until" -> until = json.getValueAsString("");
        case "why" -> why = json.getValueAsString("");
        default -> json.skipChildren();
      }
    }
    return new ShapeOrder(
        ShapeId.parse(shape),
        requests,
        Duration.ofMillis(within),
        Instant.parse(since),
        Instant.parse(until),
        why);
  }

  /**
   * Keeps orders in place of the last.
   *
   * @throws IOException if they cannot be written; the last ones stay
   */
  void write(List<ShapeOrder> orders) throws IOException {
    WholeFile.write(file, out -> write(out, orders));
  }

  private static void write(OutputStream out, List<ShapeOrder> orders) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("orders");
      for (ShapeOrder order : orders) {
        json.writeStartObject();
        json.writeStringField("shape", order.id());
        json.writeNumberField("requests", order.requests());
        json.writeNumberField("within_ms", order.within().toMillis());
        json.writeStringField("since", order.since().toString());
        json.writeStringField("until", order.until().toString());
        json.writeStringField("why", order.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("count", orders.size());
      json.writeEndObject();
    }
  }
}
