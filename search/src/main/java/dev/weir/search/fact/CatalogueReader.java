package dev.weir.search.fact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.search.index.IndexCatalogue;
import dev.weir.search.index.IndexCatalogue.Group;
import dev.weir.search.index.IndexCatalogue.Index;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads which indices, aliases and data streams a cluster says that it has, and how large they are.
 */
public final class CatalogueReader {
  private static final JsonFactory JSON = new JsonFactory();

  private CatalogueReader() {}

  /**
   * What was read.
   *
   * @param whole whether that is all, and not only as much as is kept
   */
  public record Names(IndexCatalogue catalogue, boolean whole) {}

  /**
   * Reads the answer to {@code GET /_resolve/index/*?expand_wildcards=all}.
   *
   * @param hiddenAliases which aliases patterns pass over
   * @param most how many names are kept
   * @throws IOException if it is no such answer
   */
  public static Names names(String json, Set<String> hiddenAliases, int most) throws IOException {
    List<Index> indices = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    boolean whole = true;
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String kind = parser.currentName();
        if (parser.nextToken() != JsonToken.START_ARRAY) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          Item item = item(parser);
          if (item.name == null) {
            continue;
          }
          if (indices.size() + groups.size() >= most) {
            whole = false;
          } else if (kind.equals("indices")) {
            boolean open = !item.attributes.contains("closed");
            indices.add(new Index(item.name, open, item.attributes.contains("hidden")));
          } else {
            groups.add(new Group(item.name, item.indices, hiddenAliases.contains(item.name)));
          }
        }
      }
    }
    return new Names(new IndexCatalogue(indices, groups), whole);
  }

  /** What an entry says, whichever kind it is of. */
  private static final class Item {
    private @Nullable String name;
    private final Set<String> attributes = new HashSet<>();
    private final List<String> indices = new ArrayList<>();
  }

  private static Item item(JsonParser parser) throws IOException {
    Item item = new Item();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "name" -> item.name = parser.getValueAsString();
        case "attributes" -> texts(parser, value, item.attributes);
        case "indices", "backing_indices" -> texts(parser, value, item.indices);
        default -> parser.skipChildren();
      }
    }
    return item;
  }

  /** One text, or a list of them: a list of one is written either way. */
  private static void texts(JsonParser parser, JsonToken value, Collection<String> into)
      throws IOException {
    if (value == JsonToken.START_ARRAY) {
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        into.add(parser.getText());
      }
    } else if (value == JsonToken.VALUE_STRING) {
      into.add(parser.getText());
    } else {
      parser.skipChildren();
    }
  }

  /**
   * Reads the answer to {@code GET /_alias?filter_path=*.aliases.*.is_hidden}: which aliases are
   * hidden.
   *
   * @throws IOException if it is no such answer
   */
  public static Set<String> hiddenAliases(String json) throws IOException {
    Set<String> hidden = new HashSet<>();
    try (JsonParser parser = JSON.createParser(json)) {
      String alias = null;
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> depth++;
          case END_OBJECT -> depth--;
          case FIELD_NAME -> {
            if (depth == 3) {
              alias = parser.currentName();
            }
          }
          case VALUE_TRUE -> {
            if (depth == 4 && alias != null && "is_hidden".equals(parser.currentName())) {
              hidden.add(alias);
            }
          }
          default -> {}
        }
      }
    }
    return hidden;
  }

  /**
   * Reads the answer to {@code GET /_cat/indices?format=json&bytes=b}, in which all values are
   * texts, and those that are not known are null.
   *
   * @throws IOException if it is no such answer
   */
  public static Map<String, IndexSize> sizes(String json) throws IOException {
    Map<String, IndexSize> sizes = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("no array");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        String name = null;
        long documents = -1;
        long bytes = -1;
        long shards = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          parser.nextToken();
          switch (key) {
            case "index" -> name = parser.getValueAsString();
            case "docs.count" -> documents = count(parser);
            case "pri.store.size" -> bytes = count(parser);
            case "pri" -> shards = count(parser);
            default -> parser.skipChildren();
          }
        }
        if (name != null && documents >= 0 && bytes >= 0 && shards >= 0) {
          sizes.put(name, new IndexSize(documents, bytes, (int) shards));
        }
      }
    }
    return sizes;
  }

  private static long count(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? -1 : parser.getValueAsLong(-1);
  }
}
