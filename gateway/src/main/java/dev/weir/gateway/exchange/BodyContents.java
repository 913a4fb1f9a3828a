package dev.weir.gateway.exchange;

import dev.weir.gateway.http.BodyScanner;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The data of a body, collected for a filter that wants all of it, up to a limit. */
final class BodyContents {
  private final BodyScanner scanner;
  private final int limit;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean overflowed;

  /** Collects what a scanner, just begun, finds to be data. */
  BodyContents(BodyScanner scanner, int limit) {
    this.scanner = scanner;
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  /** Looks at raw bytes of the body without taking them. */
  void take(ByteBuf in, int index, int length) {
    if (length > 0) {
      scanner.scan(in.slice(index, length), this::keep);
    }
  }

  private void keep(ByteBuf buffer, int index, int length) {
    if (overflowed || data.size() + length > limit) {
      overflowed = true;
      data.reset();
      return;
    }
    byte[] piece = new byte[length];
    buffer.getBytes(index, piece);
    data.write(piece, 0, length);
  }

  /** Whether nothing more is to be waited for: all is there, or too much. */
  boolean isSettled() {
    return overflowed || scanner.isComplete();
  }

  boolean isOverflowed() {
    return overflowed;
  }

  /** Whether it was too much for a limit, which is at most that of this. */
  boolean exceeds(int lowerLimit) {
    return overflowed || data.size() > lowerLimit;
  }

  /** The data, read-only; null if it was too much. */
  @Nullable ByteBuffer data() {
    return overflowed ? null : ByteBuffer.wrap(data.toByteArray()).asReadOnlyBuffer();
  }
}
