package dev.weir.gateway.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Tells which bytes belong to a body, without taking them: by length, by chunks (RFC 9112 §7.1,
 * strictly: CRLF only, sizes and extensions in bounds, trailers valid) or until the end of the
 * connection. Used by one event loop; serves one body after another.
 */
public final class BodyScanner {
  /** Sees the data of a body as it is scanned, without the framing of chunks. */
  @FunctionalInterface
  public interface DataSink {
    /** Data lies in the buffer at {@code index}; valid only within the call. */
    void data(ByteBuf buffer, int index, int length);
  }

  /** What {@link #scan} returns for a body that breaks its framing. */
  public static final int MALFORMED = -1;

  private static final int MAX_EXTENSION = 256;
  private static final int MAX_TRAILER = 8 * 1024;
  private static final int MAX_SIZE_DIGITS = 15;

  private enum State {
    LENGTH,
    UNTIL_CLOSE,
    SIZE,
    EXTENSION,
    SIZE_LINE_FEED,
    CHUNK,
    CHUNK_RETURN,
    CHUNK_LINE_FEED,
    TRAILER_START,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LINE_FEED,
    LAST_LINE_FEED,
    COMPLETE
  }

  private State state = State.COMPLETE;
  private long remaining;
  private int digits;
  private int lineBytes;
  private long data;
  private @Nullable Malformed problem;

  /** Begins a body that is not there. */
  public void beginEmpty() {
    begin(State.COMPLETE, 0);
  }

  /** Begins a body of so many bytes. */
  public void beginLength(long length) {
    begin(length == 0 ? State.COMPLETE : State.LENGTH, length);
  }

  public void beginChunked() {
    begin(State.SIZE, 0);
  }

  /** Begins a body that ends with its connection. */
  public void beginUntilClose() {
    begin(State.UNTIL_CLOSE, 0);
  }

  private void begin(State first, long length) {
    state = first;
    remaining = length;
    digits = 0;
    lineBytes = 0;
    data = 0;
    problem = null;
  }

  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  /** Whether the end of the connection is the end of the body. */
  public boolean endsWithConnection() {
    return state == State.UNTIL_CLOSE;
  }

  /** Bytes of data seen so far, without framing. */
  public long dataBytes() {
    return data;
  }

  /** Whether the body has broken its framing. */
  public boolean hasProblem() {
    return problem != null;
  }

  /** What is wrong, after {@link #MALFORMED}. */
  public Malformed problem() {
    if (problem == null) {
      throw new IllegalStateException("nothing is malformed");
    }
    return problem;
  }

  /**
   * Scans what is readable.
   *
   * @return how many bytes, from the reader's index on, belong to the body; {@link #MALFORMED} if
   *     it breaks its framing
   */
  public int scan(ByteBuf in, @Nullable DataSink sink) {
    return switch (state) {
      case COMPLETE -> 0;
      case LENGTH -> {
        int count = (int) Math.min(in.readableBytes(), remaining);
        pass(in, in.readerIndex(), count, sink);
        remaining -= count;
        if (remaining == 0) {
          state = State.COMPLETE;
        }
        yield count;
      }
      case UNTIL_CLOSE -> {
        int count = in.readableBytes();
        pass(in, in.readerIndex(), count, sink);
        yield count;
      }
      default -> scanChunks(in, sink);
    };
  }

  private int scanChunks(ByteBuf in, @Nullable DataSink sink) {
    int start = in.readerIndex();
    int end = in.writerIndex();
    int at = start;
    while (at < end && state != State.COMPLETE) {
      if (state == State.CHUNK) {
        int count = (int) Math.min(end - at, remaining);
        pass(in, at, count, sink);
        at += count;
        remaining -= count;
        if (remaining == 0) {
          state = State.CHUNK_RETURN;
        }
      } else {
        Malformed found = step(in.getByte(at++));
        if (found != null) {
          problem = found;
          return MALFORMED;
        }
      }
    }
    return at - start;
  }

  private void pass(ByteBuf in, int index, int count, @Nullable DataSink sink) {
    data += count;
    if (sink != null && count > 0) {
      sink.data(in, index, count);
    }
  }

  /** One byte of framing. */
  private @Nullable Malformed step(byte b) {
    return switch (state) {
      case SIZE -> size(b);
      case EXTENSION -> {
        if (b == '\r') {
          state = State.SIZE_LINE_FEED;
          yield null;
        }
        yield ++lineBytes > MAX_EXTENSION || !Syntax.isValue(b) ? Malformed.CHUNK_EXTENSION : null;
      }
      case SIZE_LINE_FEED -> {
        lineBytes = 0;
        digits = 0;
        yield expect(
            b, '\n', remaining == 0 ? State.TRAILER_START : State.CHUNK, Malformed.CHUNK_SIZE);
      }
      case CHUNK_RETURN -> expect(b, '\r', State.CHUNK_LINE_FEED, Malformed.CHUNK_END);
      case CHUNK_LINE_FEED -> expect(b, '\n', State.SIZE, Malformed.CHUNK_END);
      case TRAILER_START -> {
        if (b == '\r') {
          state = State.LAST_LINE_FEED;
          yield null;
        }
        state = State.TRAILER_NAME;
        yield trailer(Syntax.isToken(b));
      }
      case TRAILER_NAME -> {
        if (b == ':') {
          state = State.TRAILER_VALUE;
          yield null;
        }
        yield trailer(Syntax.isToken(b));
      }
      case TRAILER_VALUE -> {
        if (b == '\r') {
          state = State.TRAILER_LINE_FEED;
          yield null;
        }
        yield trailer(Syntax.isValue(b));
      }
      case TRAILER_LINE_FEED -> expect(b, '\n', State.TRAILER_START, Malformed.TRAILER);
      case LAST_LINE_FEED -> expect(b, '\n', State.COMPLETE, Malformed.TRAILER);
      case LENGTH, UNTIL_CLOSE, CHUNK, COMPLETE ->
          throw new IllegalStateException("not framing: " + state);
    };
  }

  private @Nullable Malformed size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      remaining = remaining * 16 + digit;
      return ++digits > MAX_SIZE_DIGITS ? Malformed.CHUNK_SIZE : null;
    }
    if (digits == 0) {
      return Malformed.CHUNK_SIZE;
    }
    return switch (b) {
      case '\r' -> {
        state = State.SIZE_LINE_FEED;
        yield null;
      }
      case ';' -> {
        state = State.EXTENSION;
        yield null;
      }
      default -> Malformed.CHUNK_SIZE;
    };
  }

  private @Nullable Malformed trailer(boolean allowed) {
    return allowed && ++lineBytes <= MAX_TRAILER ? null : Malformed.TRAILER;
  }

  private @Nullable Malformed expect(byte b, char wanted, State next, Malformed otherwise) {
    state = next;
    return b == wanted ? null : otherwise;
  }
}
