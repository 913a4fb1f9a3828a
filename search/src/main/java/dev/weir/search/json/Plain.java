package dev.weir.search.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of what is plain in a text, eight bytes at a time. The test for a zero byte in a
 * word is Alan Mycroft's of 1987; bytes behind the first that is found may be told wrongly, and
 * only the first counts.
 */
final class Plain {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private Plain() {}

  /**
   * The first byte from {@code from} on that is a quote, a backslash, a control character or no
   * ASCII; {@code to} if there is none.
   */
  static int end(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long found = found((long) LONGS.get(bytes, i));
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < to && isPlain(bytes[i])) {
      i++;
    }
    return i;
  }

  /**
   * Whether all of some bytes are plain, at least eight of them. Where they end is known, so that a
   * processor need not wait for it to go on with what is behind.
   */
  static boolean isPlain(byte[] bytes, int from, int to) {
    int last = to - Long.BYTES;
    for (int i = from; i < last; i += Long.BYTES) {
      if (found((long) LONGS.get(bytes, i)) != 0) {
        return false;
      }
    }
    return found((long) LONGS.get(bytes, last)) == 0;
  }

  /** A mark at the highest bit of the first byte that is not plain. */
  private static long found(long word) {
    long quote = word ^ QUOTES;
    long backslash = word ^ BACKSLASHES;
    return (((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | ((word - SPACES) & ~word)
            | word)
        & HIGHS;
  }

  private static boolean isPlain(byte each) {
    // Bytes that are no ASCII are negative.
    return each >= ' ' && each != '"' && each != '\\';
  }
}
