package dev.weir.search.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Skips what stands between tokens; a body that was written for people is half of it. */
final class Blanks {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long SPACES = 0x2020202020202020L;

  private Blanks() {}

  /** The first byte from {@code from} on that is no blank; {@code to} if there is none. */
  static int end(byte[] bytes, int from, int to) {
    return from < to && bytes[from] <= ' ' ? pass(bytes, from, to) : from;
  }

  private static int pass(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte each = bytes[i];
      if (each > ' ') {
        return i;
      }
      if (each == '\n' && i < to - Long.BYTES) {
        i = spaces(bytes, i + 1, to); // An indentation.
      } else if (each == ' ' || each == '\n' || each == '\r' || each == '\t') {
        i++;
      } else {
        return i;
      }
    }
    return i;
  }

  private static int spaces(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long others = (long) LONGS.get(bytes, i) ^ SPACES;
      if (others != 0) {
        return i + (Long.numberOfTrailingZeros(others) >>> 3);
      }
      i += Long.BYTES;
    }
    return i;
  }
}
