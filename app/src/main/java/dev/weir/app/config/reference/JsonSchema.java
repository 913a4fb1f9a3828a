package dev.weir.app.config.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.weir.app.config.bind.RecordShape;
import dev.weir.app.config.bind.ScalarType;
import dev.weir.app.config.bind.ValueType;
import dev.weir.app.config.bind.ValueType.OfEnum;
import dev.weir.app.config.bind.ValueType.OfList;
import dev.weir.app.config.bind.ValueType.OfMap;
import dev.weir.app.config.bind.ValueType.OfRecord;
import dev.weir.app.config.bind.ValueType.OfScalar;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** The configuration as JSON Schema 2020-12, with which editors complete and check a file. */
final class JsonSchema {
  private final JsonGenerator json;

  private JsonSchema(JsonGenerator json) {
    this.json = json;
  }

  static String of(RecordShape root) {
    StringWriter out = new StringWriter();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
      json.writeStringField("title", "Weir configuration");
      new JsonSchema(json).mapping(root);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out + "\n";
  }

  private void mapping(RecordShape shape) throws IOException {
    json.writeStringField("type", "object");
    json.writeBooleanField("additionalProperties", false);
    List<String> required =
        shape.keys().stream().filter(RecordShape.Key::required).map(RecordShape.Key::name).toList();
    if (!required.isEmpty()) {
      strings("required", required);
    }
    json.writeObjectFieldStart("properties");
    for (RecordShape.Key key : shape.keys()) {
      json.writeObjectFieldStart(key.name());
      json.writeStringField("description", Section.setting(key).value());
      type(key.type(), key.nullable());
      absent(key);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void type(ValueType type, boolean nullable) throws IOException {
    switch (type) {
      case OfRecord(RecordShape shape) -> {
        if (nullable) {
          json.writeArrayFieldStart("anyOf");
          json.writeStartObject();
          mapping(shape);
          json.writeEndObject();
          json.writeStartObject();
          json.writeStringField("type", "null");
          json.writeEndObject();
          json.writeEndArray();
        } else {
          mapping(shape);
        }
      }
      case OfList(ValueType item) -> nested("array", "items", item, nullable);
      case OfMap(ValueType item) -> nested("object", "additionalProperties", item, nullable);
      case OfEnum words -> strings("enum", words.words());
      case OfScalar(ScalarType scalar) -> {
        strings("type", nullable ? withNull(types(scalar)) : types(scalar));
        String pattern = scalar.pattern();
        if (pattern != null) {
          json.writeStringField("pattern", pattern);
        }
      }
    }
  }

  private void nested(String type, String key, ValueType item, boolean nullable)
      throws IOException {
    strings("type", nullable ? withNull(List.of(type)) : List.of(type));
    json.writeObjectFieldStart(key);
    type(item, false);
    json.writeEndObject();
  }

  /** The types of YAML that a value may have: text need not be quoted where it looks like none. */
  private static List<String> types(ScalarType scalar) {
    return switch (scalar) {
      case INTEGER, LONG -> List.of("integer");
      case BOOLEAN -> List.of("boolean");
      case STRING, SECRET, PATH -> List.of("string", "number", "boolean");
      case URL, DURATION, BYTE_SIZE, ADDRESS -> List.of("string");
    };
  }

  private static List<String> withNull(List<String> types) {
    return Stream.concat(types.stream(), Stream.of("null")).toList();
  }

  private void absent(RecordShape.Key key) throws IOException {
    Object value = key.absent();
    if (value == null) {
      return;
    }
    switch (key.type()) {
      case OfScalar(ScalarType scalar) when value instanceof Number number ->
          json.writeNumberField("default", number.longValue());
      case OfScalar(ScalarType scalar) when value instanceof Boolean truth ->
          json.writeBooleanField("default", truth);
      case OfScalar scalar ->
          json.writeStringField("default", ReferencePage.plain(key.type(), value));
      case OfEnum words -> json.writeStringField("default", OfEnum.word((Enum<?>) value));
      default -> {
        // A mapping's keys have defaults of their own.
      }
    }
  }

  private void strings(String name, List<String> values) throws IOException {
    if (name.equals("type") && values.size() == 1) {
      json.writeStringField(name, values.getFirst());
      return;
    }
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
