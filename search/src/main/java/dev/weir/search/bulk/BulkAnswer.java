package dev.weir.search.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a bulk, as bytes, and where in them things stand. Immutable.
 *
 * @param json the whole answer
 * @param items in the order of the request
 * @param errorsStart first byte of the value of {@code errors}
 * @param errorsEnd after its last
 * @param itemsStart after the bracket that opens {@code items}
 * @param itemsEnd at the bracket that closes it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes of a connection.
record BulkAnswer(
    byte[] json, List<Item> items, int errorsStart, int errorsEnd, int itemsStart, int itemsEnd) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * One item.
   *
   * @param start its first byte
   * @param end after its last
   * @param status what became of it
   */
  record Item(int start, int end, int status) {}

  /** Reads an answer; null if it is not one. */
  static @Nullable BulkAnswer of(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return new Reader(json, parser).read();
    } catch (IOException e) {
      return null;
    }
  }

  private static final class Reader {
    private final byte[] json;
    private final JsonParser parser;
    private final List<Item> items = new ArrayList<>();
    private int errorsStart = -1;
    private int errorsEnd = -1;
    private int itemsStart = -1;
    private int itemsEnd = -1;

    Reader(byte[] json, JsonParser parser) {
      this.json = json;
      this.parser = parser;
    }

    @Nullable BulkAnswer read() throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("errors") && value.isBoolean()) {
          errorsStart = start();
          errorsEnd = errorsStart + (value == JsonToken.VALUE_TRUE ? 4 : 5);
        } else if (name.equals("items") && value == JsonToken.START_ARRAY) {
          readItems();
        } else {
          parser.skipChildren();
        }
      }
      return errorsStart < 0 || itemsEnd < 0
          ? null
          : new BulkAnswer(json, items, errorsStart, errorsEnd, itemsStart, itemsEnd);
    }

    private void readItems() throws IOException {
      itemsStart = end();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        int start = start();
        int status = 0;
        // One field, named after the action.
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          if (parser.nextToken() == JsonToken.START_OBJECT) {
            status = readStatus();
          }
        }
        items.add(new Item(start, end(), status));
      }
      itemsEnd = start();
    }

    private int readStatus() throws IOException {
      int status = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isStatus = parser.currentName().equals("status");
        if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && isStatus) {
          status = parser.getIntValue();
        }
        parser.skipChildren();
      }
      return status;
    }

    private int start() {
      return (int) parser.currentTokenLocation().getByteOffset();
    }

    private int end() {
      return (int) parser.currentLocation().getByteOffset();
    }
  }
}
