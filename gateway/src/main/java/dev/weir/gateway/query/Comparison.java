package dev.weir.gateway.query;

import dev.weir.gateway.filter.AttributeKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rewritten search whose answer is to be compared, and the answer as it passes, up to a limit.
 * Used by the exchange's event loop until it is handed over.
 */
final class Comparison {
  static final AttributeKey<Comparison> KEY = new AttributeKey<>("comparison", Comparison.class);

  /** A larger answer is not compared. */
  private static final int MOST_BYTES = 256 * 1024;

  /** One form of the search. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Form(String target, byte[] body) {}

  private final String route;
  private final long shape;
  private final List<String> rewrites;
  private final Form written;
  private final Form rewritten;
  private final String contentType;
  private final @Nullable String authorization;
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private @Nullable String encoding;
  private boolean whole;

  Comparison(
      String route,
      long shape,
      List<String> rewrites,
      Form written,
      Form rewritten,
      String contentType,
      @Nullable String authorization) {
    this.route = route;
    this.shape = shape;
    this.rewrites = List.copyOf(rewrites);
    this.written = written;
    this.rewritten = rewritten;
    this.contentType = contentType;
    this.authorization = authorization;
  }

  /** The answer begins. */
  void begin(@Nullable String contentEncoding) {
    encoding = contentEncoding;
  }

  /** Looks at a piece, which passes untouched. */
  ByteBuffer look(ByteBuffer piece, boolean last) {
    int length = piece.remaining();
    if (answer.size() + length <= MOST_BYTES) {
      byte[] copy = new byte[length];
      piece.get(piece.position(), copy);
      answer.writeBytes(copy);
      whole = last;
    } else {
      answer.reset();
      whole = false;
    }
    return piece;
  }

  /** Whether all of the answer was seen and is kept. */
  boolean isWhole() {
    return whole && answer.size() > 0;
  }

  String route() {
    return route;
  }

  long shape() {
    return shape;
  }

  List<String> rewrites() {
    return rewrites;
  }

  Form written() {
    return written;
  }

  Form rewritten() {
    return rewritten;
  }

  String contentType() {
    return contentType;
  }

  @Nullable String authorization() {
    return authorization;
  }

  /** How the answer is packed; null if it is not. */
  @Nullable String encoding() {
    return encoding;
  }

  byte[] answer() {
    return answer.toByteArray();
  }
}
