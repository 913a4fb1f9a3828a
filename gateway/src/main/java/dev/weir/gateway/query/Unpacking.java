package dev.weir.gateway.query;

import dev.weir.search.json.Oddity;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Hands on a body as an engine reads it: as it came, or inflated from gzip (RFC 1952) in pieces of
 * {@value #PIECE} bytes, and never more than a limit. Written by hand because the library's stream
 * makes an inflater, which holds native memory, for each body. Used by one thread.
 */
final class Unpacking {
  /** Takes the next piece, which is valid within the call. */
  @FunctionalInterface
  interface Taker {
    void take(byte[] bytes, int from, int to);
  }

  private static final int PIECE = 8 * 1024;
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int HAS_CHECK = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final Inflater inflater = new Inflater(true);
  private final byte[] piece = new byte[PIECE];

  /**
   * Hands on a body.
   *
   * @param body left as it is
   * @param encoding its {@code Content-Encoding}; null if it has none
   * @param limit after how many bytes to stop
   * @return why it was not handed on to its end; null if it was
   */
  @Nullable Oddity read(ByteBuffer body, @Nullable String encoding, int limit, Taker taker) {
    String coding = encoding == null ? "" : encoding.strip();
    if (coding.isEmpty() || coding.equalsIgnoreCase("identity")) {
      return plain(body, limit, taker);
    }
    return coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")
        ? inflated(body, limit, taker)
        : Oddity.FOREIGN;
  }

  private @Nullable Oddity plain(ByteBuffer body, int limit, Taker taker) {
    int end = body.position() + Math.min(body.remaining(), limit);
    for (int at = body.position(); at < end; at += PIECE) {
      int count = Math.min(PIECE, end - at);
      body.get(at, piece, 0, count);
      taker.take(piece, 0, count);
    }
    return body.remaining() > limit ? Oddity.TOO_LARGE : null;
  }

  private @Nullable Oddity inflated(ByteBuffer packed, int limit, Taker taker) {
    ByteBuffer in = packed.duplicate();
    int left = limit;
    do {
      // What follows a stream is another one, and engines read it as one with the first.
      if (!passHeader(in)) {
        return in.hasRemaining() ? Oddity.MALFORMED : Oddity.TRUNCATED;
      }
      inflater.reset();
      inflater.setInput(in);
      while (!inflater.finished()) {
        int count;
        try {
          count = inflater.inflate(piece, 0, PIECE);
        } catch (DataFormatException e) {
          return Oddity.MALFORMED;
        }
        if (count == 0 && !inflater.finished()) {
          return Oddity.TRUNCATED;
        }
        taker.take(piece, 0, Math.min(count, left));
        left -= count;
        if (left < 0) {
          return Oddity.TOO_LARGE;
        }
      }
      in.position(Math.min(in.limit(), in.position() + TRAILER));
    } while (in.hasRemaining());
    return null;
  }

  /** Goes behind the header; whether there is one. */
  private static boolean passHeader(ByteBuffer in) {
    int at = in.position();
    if (in.remaining() < HEADER) {
      in.position(in.limit());
      return false;
    }
    if (in.get(at) != 0x1f || in.get(at + 1) != (byte) 0x8b || in.get(at + 2) != 8) {
      return false;
    }
    int flags = in.get(at + 3);
    in.position(at + HEADER);
    if ((flags & HAS_EXTRA) != 0) {
      int length = in.remaining() < 2 ? 0 : (in.get() & 0xff) | (in.get() & 0xff) << 8;
      skip(in, length);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText(in);
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText(in);
    }
    if ((flags & HAS_CHECK) != 0) {
      skip(in, 2);
    }
    return true;
  }

  private static void skip(ByteBuffer in, int count) {
    in.position(Math.min(in.limit(), in.position() + count));
  }

  private static void skipText(ByteBuffer in) {
    while (in.hasRemaining() && in.get() != 0) {}
  }
}
