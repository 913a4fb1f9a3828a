package dev.weir.search.bulk;

import dev.weir.search.json.Bounds;
import dev.weir.search.json.JsonScanner;
import dev.weir.search.json.Oddities;
import java.nio.ByteBuffer;

/**
 * Looks at a bulk as it comes, in one pass: reads the actions, passes over the documents. How it is
 * cut into pieces changes nothing. Never throws, whatever the bytes. Used by one thread, and again.
 */
public final class BulkProfiler {
  /** An action is a handful of short names and values. */
  private static final Bounds ACTION = new Bounds(16, 1024, 64 * 1024);

  private final ActionReader action = new ActionReader();
  private final JsonScanner scanner = new JsonScanner(action, ACTION, new Oddities());
  private boolean inDocument;
  private boolean closed = true;
  private long bytes;
  private int items;
  private int withoutIds;
  private byte[] copy = new byte[0];

  /** Begins with another bulk. */
  public void begin() {
    inDocument = false;
    bytes = 0;
    items = 0;
    withoutIds = 0;
    beginAction();
  }

  private void beginAction() {
    action.begin();
    scanner.begin();
    closed = false;
  }

  /** Takes the next piece; the buffer is left as it is. */
  public void feed(ByteBuffer piece) {
    if (piece.hasArray()) {
      int from = piece.arrayOffset() + piece.position();
      feed(piece.array(), from, from + piece.remaining());
      return;
    }
    if (copy.length == 0) {
      copy = new byte[4096];
    }
    for (int at = piece.position(); at < piece.limit(); at += copy.length) {
      int size = Math.min(copy.length, piece.limit() - at);
      piece.get(at, copy, 0, size);
      feed(copy, 0, size);
    }
  }

  /** Takes the next piece. */
  public void feed(byte[] piece, int from, int to) {
    bytes += to - from;
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && piece[end] != '\n') {
        end++;
      }
      if (!inDocument && at < end) {
        scanner.feed(piece, at, end);
      }
      if (end < to) {
        endLine();
      }
      at = end + 1;
    }
  }

  private void endLine() {
    if (inDocument) {
      inDocument = false;
      beginAction();
    } else if (!scanner.isBlank()) {
      endAction();
      if (!inDocument) {
        beginAction();
      }
    }
  }

  private void endAction() {
    scanner.end();
    closed = true;
    items++;
    if (action.lacksId()) {
      withoutIds++;
    }
    inDocument = action.hasDocument();
  }

  /** Says that nothing follows, and tells what was seen. */
  public BulkLook end() {
    if (!closed && !inDocument && !scanner.isBlank()) {
      endAction();
    }
    return new BulkLook(bytes, items, withoutIds);
  }
}
