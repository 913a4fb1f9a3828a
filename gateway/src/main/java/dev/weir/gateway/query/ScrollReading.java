package dev.weir.gateway.query;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.filter.Request;
import dev.weir.search.IndexExpression;
import dev.weir.search.Operations;
import dev.weir.search.Parameters;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.json.Oddity;
import dev.weir.search.scroll.ScrollReader;
import dev.weir.search.scroll.ScrollUse;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what one request after another says of scrolls. Used by one thread. */
final class ScrollReading {
  private final ScrollReader reader = new ScrollReader();
  private final Unpacking unpacking = new Unpacking();

  /** Whether a request moves or closes scrolls, by its path. */
  static boolean namesScrolls(Request request) {
    byte[] path = request.path().getBytes(US_ASCII);
    return Operations.scroll(path, 0, path.length) >= 0;
  }

  /** Whether a search opens a scroll. */
  static boolean opens(Request request) {
    return parameter(request, "scroll") != null;
  }

  /** What a search says of the scroll that it opens. */
  ScrollUse opening(Request request) {
    reader.begin(BodyFormat.JSON);
    parameters(request);
    return reader.end();
  }

  /**
   * What a request says of the scrolls that it moves or closes.
   *
   * @param limit how many bytes of its body are read, of one that is larger the beginning
   */
  ScrollUse named(Request request, int limit) {
    ByteBuffer whole = request.body();
    ByteBuffer body = whole == null ? request.bodyStart() : whole;
    String source = body.hasRemaining() ? null : parameter(request, "source");
    reader.begin(
        BodyFormat.of(
            source == null
                ? request.headers().get("Content-Type")
                : parameter(request, "source_content_type")));
    byte[] path = request.path().getBytes(US_ASCII);
    int from = Operations.scroll(path, 0, path.length) + 1;
    if (from < path.length) {
      reader.ids(IndexExpression.text(path, from, path.length));
    }
    String ids = parameter(request, "scroll_id");
    if (ids != null) {
      reader.ids(ids);
    }
    parameters(request);
    if (source == null) {
      String encoding = body.hasRemaining() ? request.headers().get("Content-Encoding") : null;
      Oddity _ = unpacking.read(body, encoding, limit, reader::feed);
    } else {
      byte[] text = source.getBytes(UTF_8);
      reader.feed(text, 0, text.length);
    }
    return reader.end();
  }

  private void parameters(Request request) {
    String kept = parameter(request, "scroll");
    if (kept != null) {
      reader.keepAlive(kept);
    }
  }

  private static @Nullable String parameter(Request request, String name) {
    String query = request.query();
    if (query == null) {
      return null;
    }
    byte[] bytes = query.getBytes(US_ASCII);
    return Parameters.value(bytes, 0, bytes.length, name);
  }
}
