package dev.weir.search.profile;

import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.body.BodyReader;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.Oddities;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Profiles the searches of a {@code _msearch} as its lines come, a header and a body in turn, and
 * keeps one of them at a time. Never throws, whatever the bytes. Used by one thread, and again.
 */
public final class MultiSearchProfiler {
  /** Is told of each search. */
  @FunctionalInterface
  public interface Searches {
    /**
     * One search.
     *
     * @param indices as the header names them, with commas between; null if it names none
     * @param header what is odd in the header
     * @param profile valid within the call
     */
    void search(@Nullable String indices, Oddities header, SearchProfile profile);
  }

  private final Searches searches;
  private final HeaderReader names = new HeaderReader();
  private final Oddities headerOddities = new Oddities();
  private final BodyReader header;
  private final QueryProfiler body;
  private BodyFormat format = BodyFormat.JSON;
  private boolean inBody;
  private boolean anything;
  private int count;
  private byte[] copy = new byte[0];

  public MultiSearchProfiler(Searches searches, Bounds bounds) {
    this(searches, bounds, new QueryProfiler(bounds));
  }

  /** As {@link QueryProfiler#QueryProfiler(Stencils)}. */
  public MultiSearchProfiler(Searches searches, Stencils stencils) {
    this(searches, stencils.bounds(), new QueryProfiler(stencils));
  }

  private MultiSearchProfiler(Searches searches, Bounds bounds, QueryProfiler body) {
    this.searches = searches;
    this.header = new BodyReader(names, bounds, headerOddities);
    this.body = body;
  }

  /** Begins with another body, which is JSON. */
  public void begin() {
    begin(BodyFormat.JSON);
  }

  /**
   * Begins with another body.
   *
   * @param formatOfIt that of each line; between lines in SMILE stands another byte
   */
  public void begin(BodyFormat formatOfIt) {
    format = formatOfIt;
    count = 0;
    anything = false;
    inBody = false;
    beginHeader();
  }

  private void beginHeader() {
    names.begin();
    header.begin(format);
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
  public void feed(byte[] bytes, int from, int to) {
    byte separator = format.separator();
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && bytes[end] != separator) {
        end++;
      }
      line(bytes, at, end);
      if (end < to) {
        endLine(end == at);
      }
      at = end + 1;
    }
  }

  private void line(byte[] bytes, int from, int to) {
    if (from < to) {
      anything = true;
      if (inBody) {
        body.feed(bytes, from, to);
      } else {
        header.feed(bytes, from, to);
      }
    }
  }

  private void endLine(boolean empty) {
    if (inBody) {
      endSearch();
    } else if (anything || !empty) {
      header.end();
      body.begin(format, Language.NONE);
      inBody = true;
    } else {
      // Engines pass over an empty first line.
      anything = true;
    }
  }

  private void endSearch() {
    count++;
    searches.search(names.indices(), headerOddities, body.end());
    inBody = false;
    beginHeader();
  }

  /**
   * Says that nothing follows.
   *
   * @return how many searches there were
   */
  public int end() {
    if (inBody) {
      endSearch(); // The engine wants a line's end; whatever it does without, it was seen.
    }
    return count;
  }
}
