package dev.weir.gateway.exchange;

import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.runtime.HeldBodies;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The data of a body, collected for a filter that wants all of it, up to a limit: its own, or what
 * the bodies of an event loop may hold together. Small bodies do not count towards the latter, so
 * that large ones of others cannot crowd them out. Used by one event loop.
 */
final class BodyContents {
  /** Bytes of each body that are not counted: less than is read ahead of a connection anyway. */
  private static final int UNCOUNTED = 16 * 1024;

  private static final int LEAST = 256;

  private final BodyScanner scanner;
  private final int limit;
  private final @Nullable HeldBodies held;
  private final long most;
  private byte[] data;
  private int size;
  private int counted;
  private boolean overflowed;
  private boolean denied;

  /**
   * Collects what a scanner, just begun, finds to be data.
   *
   * @param expected how many bytes it is said to be; not believed beyond what costs little
   * @param held what is held on this loop; null if it is not counted
   * @param most what may be held on this loop
   */
  BodyContents(
      BodyScanner scanner, int limit, long expected, @Nullable HeldBodies held, long most) {
    this.scanner = scanner;
    this.limit = limit;
    this.held = held;
    this.most = most;
    this.data = new byte[Math.clamp(expected, 0, Math.min(limit, UNCOUNTED))];
  }

  /** Collects up to a limit, whatever else is held. */
  BodyContents(BodyScanner scanner, int limit) {
    this(scanner, limit, 0, null, 0);
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
    if (overflowed) {
      return;
    }
    int count = Math.min(length, limit - size);
    if (!reserve((long) size + count)) {
      overflowed = true;
      denied = true;
      return;
    }
    buffer.getBytes(index, data, size, count);
    size += count;
    overflowed = count < length;
    if (overflowed && held == null) {
      release();
    }
  }

  private boolean reserve(long wanted) {
    if (wanted <= data.length) {
      return true;
    }
    int capacity = (int) Math.min(limit, Math.max(Math.max(LEAST, wanted), 2L * data.length));
    int more = Math.max(0, capacity - UNCOUNTED) - counted;
    if (more > 0 && held != null) {
      if (!held.take(more, most)) {
        return false;
      }
      counted += more;
    }
    data = Arrays.copyOf(data, capacity);
    return true;
  }

  /** Lets everything go. */
  void release() {
    if (counted > 0 && held != null) {
      held.give(counted);
      counted = 0;
    }
    data = new byte[0];
    size = 0;
    overflowed = true;
  }

  /** Whether nothing more is to be waited for: all is there, or too much. */
  boolean isSettled() {
    return overflowed || scanner.isComplete();
  }

  boolean isOverflowed() {
    return overflowed;
  }

  /** Whether it was too much only beside what is held of others. */
  boolean isDenied() {
    return denied;
  }

  /** Whether it was too much for a limit, which is at most that of this. */
  boolean exceeds(int lowerLimit) {
    return overflowed || size > lowerLimit;
  }

  /** The data, read-only; null if it was too much. */
  @Nullable ByteBuffer data() {
    return overflowed ? null : start(size);
  }

  /** The first bytes of the data, read-only, as far as they were kept. */
  ByteBuffer start(int bytes) {
    return ByteBuffer.wrap(data, 0, Math.min(size, bytes)).slice().asReadOnlyBuffer();
  }
}
