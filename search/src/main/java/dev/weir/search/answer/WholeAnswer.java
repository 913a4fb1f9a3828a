package dev.weir.search.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.search.Operation;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells of the answer to a read, which was a 200, whether it is whole: all shards and clusters have
 * taken part, nothing ran out of time, and no part of it is an error. What does not tell is not
 * whole, and neither is an answer that opens a cursor, since that is good only once. Stateless.
 */
public final class WholeAnswer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIRST_FAILURE = 300;

  /** Whether the answers of an operation can be told to be whole. */
  public static boolean isTold(Operation operation) {
    return switch (operation) {
      case SEARCH, MULTI_SEARCH, COUNT, GET_DOCUMENT, MULTI_GET -> true;
      case CURSOR,
          STATEMENT,
          BULK,
          PUT_DOCUMENT,
          CREATE_DOCUMENT,
          UPDATE_DOCUMENT,
          DELETE_DOCUMENT,
          BY_QUERY,
          REINDEX,
          READ_ADMIN,
          WRITE_ADMIN,
          MAINTENANCE,
          UNKNOWN ->
          false;
    };
  }

  /**
   * Whether an answer is whole.
   *
   * @param json its body, which is read as far as that takes: of a search, to its hits
   */
  public static boolean isWhole(Operation operation, InputStream json) {
    if (!isTold(operation)) {
      return false;
    }
    if (operation == Operation.GET_DOCUMENT) {
      return true;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      return switch (operation) {
        case MULTI_SEARCH -> areWhole(parser, "responses");
        case MULTI_GET -> areWhole(parser, "docs");
        default -> new WholeAnswer(parser, operation != Operation.COUNT).isWhole(true);
      };
    } catch (IOException e) {
      return false;
    }
  }

  /** The answers that are listed under a name, all of them. */
  private static boolean areWhole(JsonParser parser, String list) throws IOException {
    boolean listed = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isList = parser.currentName().equals(list);
      if (parser.nextToken() != JsonToken.START_ARRAY || !isList) {
        parser.skipChildren();
        continue;
      }
      listed = true;
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        boolean isSearch = list.equals("responses");
        WholeAnswer each = new WholeAnswer(parser, isSearch);
        each.shardsTold |= !isSearch;
        if (!each.isWhole(false)) {
          return false;
        }
      }
    }
    return listed;
  }

  private final JsonParser parser;
  private boolean timeTold;
  private boolean shardsTold;
  private boolean failed;

  /** An answer whose object has been opened. */
  private WholeAnswer(JsonParser parser, boolean tellsTime) {
    this.parser = parser;
    this.timeTold = !tellsTime;
  }

  /**
   * Reads one answer.
   *
   * @param toHits whether what follows the beginning of the hits need not be read
   */
  private boolean isWhole(boolean toHits) throws IOException {
    while (!failed && parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (toHits && name.equals("hits") && timeTold && shardsTold) {
        return true;
      }
      switch (name) {
        case "timed_out" -> {
          timeTold = true;
          failed |= value != JsonToken.VALUE_FALSE;
        }
        case "_shards" -> {
          shardsTold = true;
          failed |= !isNone("failed");
        }
        case "_clusters" -> failed |= !isNone("skipped", "failed", "partial");
        case "error", "_scroll_id" -> failed = true;
        case "status" ->
            failed |= value == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() >= FIRST_FAILURE;
        default -> {}
      }
      parser.skipChildren();
    }
    return !failed && timeTold && shardsTold;
  }

  /** Whether the value is an object which counts none under some names. */
  private boolean isNone(String... names) throws IOException {
    boolean all = parser.currentToken() == JsonToken.START_OBJECT;
    while (all && parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        for (String each : names) {
          all &= !each.equals(name) || parser.getIntValue() == 0;
        }
      }
      parser.skipChildren();
    }
    return all;
  }
}
