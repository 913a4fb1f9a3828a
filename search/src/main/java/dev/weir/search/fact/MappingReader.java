package dev.weir.search.fact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a cluster answers to {@code GET /…/_mapping}. Used once. */
public final class MappingReader {
  private static final JsonFactory JSON = new JsonFactory();

  /** Engines allow twenty by default. */
  private static final int DEEPEST = 64;

  private final int mostFields;
  private final Map<String, String> types = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Set<String> nested = new HashSet<>();
  private boolean whole = true;

  private MappingReader(int mostFields) {
    this.mostFields = mostFields;
  }

  /**
   * The mapping of each index that the answer names. Indices whose mappings are alike, as those of
   * a data stream are, share one.
   *
   * @param mostFields how many fields of one index are kept
   * @throws IOException if it is no such answer
   */
  public static Map<String, Mapping> read(String json, int mostFields) throws IOException {
    Map<String, Mapping> mappings = new HashMap<>();
    Map<Mapping, Mapping> alike = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String index = parser.currentName();
        MappingReader reader = new MappingReader(mostFields);
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          reader.readIndex(parser);
        }
        Mapping mapping = reader.mapping();
        Mapping known = alike.putIfAbsent(mapping, mapping);
        mappings.put(index, known == null ? mapping : known);
      }
    }
    return mappings;
  }

  private Mapping mapping() {
    aliases.forEach(
        (alias, path) -> {
          String type = types.get(path);
          if (type != null) {
            types.put(alias, type);
          }
        });
    return new Mapping(types, nested, whole);
  }

  private void readIndex(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT && name.equals("mappings")) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          if (parser.nextToken() == JsonToken.START_OBJECT && key.equals("properties")) {
            readFields(parser, "", 0);
          } else {
            parser.skipChildren();
          }
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readFields(JsonParser parser, String prefix, int depth) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = prefix + parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT && depth < DEEPEST) {
        readField(parser, field, depth);
      } else {
        whole &= depth < DEEPEST;
        parser.skipChildren();
      }
    }
  }

  private void readField(JsonParser parser, String field, int depth) throws IOException {
    String type = "object";
    String path = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && (key.equals("properties") || key.equals("fields"))) {
        readFields(parser, field + ".", depth + 1);
      } else if (value == JsonToken.VALUE_STRING && key.equals("type")) {
        type = parser.getText();
      } else if (value == JsonToken.VALUE_STRING && key.equals("path")) {
        path = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    add(field, type, path);
  }

  private void add(String field, String type, @Nullable String path) {
    if (types.size() + aliases.size() >= mostFields) {
      whole = false;
    } else if (type.equals("alias") && path != null) {
      aliases.put(field, path);
    } else {
      // Of some dozens that there are: one text for all fields.
      types.put(field, type.intern());
    }
    if (type.equals("nested") && nested.size() < mostFields) {
      nested.add(field);
    }
  }
}
