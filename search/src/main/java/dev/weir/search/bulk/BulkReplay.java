package dev.weir.search.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Set;

/**
 * Tells whether a bulk may be sent twice: whether each of its actions indexes a document at an id
 * of the client's, or merges one in, so that the second time leaves what the first has left.
 * Stateless; safe from any thread.
 *
 * <p>False wherever that is in doubt: an id of the engine's would make two documents, a {@code
 * create} would be refused the second time, a {@code delete} would answer 404 where the first had
 * deleted, a bound version would not fit any more, and what a script or a pipeline does is not
 * known.
 */
public final class BulkReplay {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(64 * 1024)
                  .build())
          .build();

  private static final Set<String> HARMLESS_METADATA =
      Set.of("_index", "_type", "_id", "routing", "_routing", "require_alias", "retry_on_conflict");
  private static final Set<String> HARMLESS_UPDATE =
      Set.of("doc", "doc_as_upsert", "detect_noop", "_source");

  private final byte[] body;
  private final int end;
  private int at;

  private BulkReplay(byte[] body, int length) {
    this.body = body;
    this.end = length;
  }

  /**
   * Whether the bulk may be sent twice.
   *
   * @param body holds the whole of it, as lines of JSON
   * @param length how many bytes of {@code body} are the bulk's
   */
  public static boolean isSafe(byte[] body, int length) {
    try {
      return new BulkReplay(body, length).allSafe();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean allSafe() throws IOException {
    boolean any = false;
    int from = nextLine();
    while (from >= 0) {
      if (!isActionSafe(from, at)) {
        return false;
      }
      any = true;
      from = nextLine();
    }
    return any;
  }

  /** The start of the next line that is not empty, whose end is then {@link #at}; -1 at the end. */
  private int nextLine() {
    int from = at;
    while (from < end && (body[from] == '\n' || body[from] == '\r')) {
      from++;
    }
    if (from >= end) {
      return -1;
    }
    at = from;
    while (at < end && body[at] != '\n') {
      at++;
    }
    return from;
  }

  private boolean isActionSafe(int from, int to) throws IOException {
    String action;
    boolean named;
    try (JsonParser parser = JSON.createParser(body, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT
          || parser.nextToken() != JsonToken.FIELD_NAME) {
        return false;
      }
      action = parser.currentName();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      named = isNamedAndHarmless(parser);
      if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        return false;
      }
    }
    int document = nextLine();
    if (!named || document < 0) {
      return false;
    }
    return switch (action) {
      case "index" -> true;
      case "update" -> isMerge(document, at);
      default -> false;
    };
  }

  /** Reads an action's metadata to its end. */
  private static boolean isNamedAndHarmless(JsonParser parser) throws IOException {
    boolean named = false;
    boolean harmless = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      harmless &= HARMLESS_METADATA.contains(name) && value.isScalarValue();
      named |= name.equals("_id") && value != JsonToken.VALUE_NULL;
      parser.skipChildren();
    }
    return named && harmless;
  }

  /** Whether an update only merges a document in. */
  private boolean isMerge(int from, int to) throws IOException {
    boolean merges = false;
    try (JsonParser parser = JSON.createParser(body, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (!HARMLESS_UPDATE.contains(parser.currentName())) {
          return false;
        }
        merges |= parser.currentName().equals("doc");
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return merges;
  }
}
