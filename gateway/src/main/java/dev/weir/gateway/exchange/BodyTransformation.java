package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.http.BodyScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads a body's data through the filters' transformers, piece by piece, and frames what comes out:
 * in chunks, or bare for a client that does not know them.
 */
final class BodyTransformation {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final List<BodyTransformer> transformers = new ArrayList<>();
  private final Runnable onFailure;
  private final boolean chunked;
  private BodyScanner scanner = new BodyScanner();
  private boolean ended;

  /**
   * A transformation without transformers: it only frames anew.
   *
   * @param chunked whether what comes out is chunked
   * @param onFailure run when a transformer throws; the rest of the body passes it by
   */
  BodyTransformation(boolean chunked, Runnable onFailure) {
    this.chunked = chunked;
    this.onFailure = onFailure;
  }

  /** Leads a body that is all there through transformers, without framing it. */
  static ByteBuffer ofWhole(ByteBuffer body, List<BodyTransformer> through, Runnable onFailure) {
    BodyTransformation whole = new BodyTransformation(false, onFailure);
    whole.transformers.addAll(through);
    ByteBuffer first = whole.run(body.duplicate(), false);
    ByteBuffer rest = whole.run(EMPTY.duplicate(), true);
    return ByteBuffer.allocate(first.remaining() + rest.remaining()).put(first).put(rest).flip();
  }

  /** Begins with a scanner of the body's framing, just begun, and what it is to pass through. */
  void begin(BodyScanner framing, @Nullable List<BodyTransformer> through) {
    scanner = framing;
    if (through != null) {
      transformers.addAll(through);
    }
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
    for (int i = 0; i < transformers.size(); i++) {
      through = run(i, through, last);
    }
    return through;
  }

  private ByteBuffer run(int index, ByteBuffer piece, boolean last) {
    int position = piece.position();
    int limit = piece.limit();
    try {
      return Objects.requireNonNull(transformers.get(index).transform(piece, last));
    } catch (RuntimeException e) {
      onFailure.run();
      transformers.set(index, (untouched, atEnd) -> untouched);
      return piece.limit(limit).position(position);
    }
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
