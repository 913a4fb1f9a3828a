package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.http.BodyScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leads a body's data through the filters' transformers, piece by piece, and frames what comes out:
 * in chunks, or bare for a client that does not know them.
 */
final class BodyTransformation {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final List<BodyTransformer> transformers = new ArrayList<>();
  private final boolean chunked;
  private BodyScanner scanner = new BodyScanner();
  private boolean ended;

  /**
   * A transformation without transformers: it only frames anew.
   *
   * @param chunked whether what comes out is chunked
   */
  BodyTransformation(boolean chunked) {
    this.chunked = chunked;
  }

  void add(BodyTransformer transformer) {
    transformers.add(transformer);
  }

  /** Begins with a scanner of the body's framing, just begun. */
  void begin(BodyScanner framing) {
    scanner = framing;
  }

  /** Takes raw bytes, which stay the caller's, and gives what is to be written for them. */
  @SuppressWarnings(
      "ReferenceEquality") // The very buffer comes back if it was passed on untouched.
  void take(ByteBuf raw, Consumer<ByteBuf> out) {
    scanner.scan(
        raw,
        (buffer, index, length) -> {
          ByteBuffer came = buffer.nioBuffer(index, length);
          ByteBuffer changed = run(came, false);
          if (changed == came && changed.remaining() == length) {
            write(buffer.retainedSlice(index, length), out);
          } else {
            write(Unpooled.wrappedBuffer(changed), out);
          }
        });
  }

  /** The body is over. */
  void end(Consumer<ByteBuf> out) {
    if (!ended) {
      ended = true;
      write(Unpooled.wrappedBuffer(run(EMPTY.duplicate(), true)), out);
      if (chunked) {
        out.accept(Unpooled.copiedBuffer("0\r\n\r\n", StandardCharsets.US_ASCII));
      }
    }
  }

  private ByteBuffer run(ByteBuffer piece, boolean last) {
    ByteBuffer through = piece;
    for (BodyTransformer transformer : transformers) {
      through = transformer.transform(through, last);
    }
    return through;
  }

  private void write(ByteBuf data, Consumer<ByteBuf> out) {
    if (!data.isReadable()) {
      data.release();
      return;
    }
    if (chunked) {
      String size = Integer.toHexString(data.readableBytes()) + "\r\n";
      out.accept(Unpooled.copiedBuffer(size, StandardCharsets.US_ASCII));
      out.accept(data);
      out.accept(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
    } else {
      out.accept(data);
    }
  }
}
