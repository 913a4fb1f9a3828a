package dev.weir.search.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A bulk cut into its items: an action and, unless it deletes, a document. Immutable. */
public final class BulkItems {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] body;

  /** Where each item begins; the last entry is where the last one ends. */
  private final int[] bounds;

  private BulkItems(byte[] body, int[] bounds) {
    this.body = body;
    this.bounds = bounds;
  }

  /** Cuts a bulk; null if its lines do not pair up to items. */
  public static @Nullable BulkItems of(byte[] body) {
    int[] bounds = new int[16];
    int count = 0;
    int at = lineStart(body, 0);
    try {
      while (at < body.length) {
        if (count + 2 > bounds.length) {
          bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[count++] = at;
        int end = lineEnd(body, at);
        boolean deletes = "delete".equals(action(body, at, end));
        at = lineStart(body, end);
        if (!deletes) {
          if (at >= body.length) {
            return null;
          }
          at = lineStart(body, lineEnd(body, at));
        }
      }
    } catch (IOException e) {
      return null;
    }
    bounds[count] = body.length;
    return new BulkItems(body, Arrays.copyOf(bounds, count + 1));
  }

  private static @Nullable String action(byte[] body, int from, int to) throws IOException {
    try (JsonParser parser = JSON.createParser(body, from, to - from)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? parser.nextFieldName() : null;
    }
  }

  private static int lineStart(byte[] body, int from) {
    int at = from;
    while (at < body.length && (body[at] == '\n' || body[at] == '\r')) {
      at++;
    }
    return at;
  }

  private static int lineEnd(byte[] body, int from) {
    int at = from;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return at;
  }

  public int count() {
    return bounds.length - 1;
  }

  /** Writes an item with the line feed that ends it. */
  void write(int item, ByteArrayOutputStream out) {
    out.write(body, bounds[item], bounds[item + 1] - bounds[item]);
    if (body[bounds[item + 1] - 1] != '\n') {
      out.write('\n');
    }
  }
}
