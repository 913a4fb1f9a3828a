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
  private static final long LOWS = ONES * 0x7f;

  /** What brings a byte to 128 or more if it is a space or greater. */
  private static final long UP_TO_SPACE = ONES * (0x80 - ' ');

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
    long plain = plain((long) LONGS.get(bytes, from)) & plain((long) LONGS.get(bytes, last));
    for (int i = from + Long.BYTES; i < last && (plain & HIGHS) == HIGHS; i += Long.BYTES) {
      plain &= plain((long) LONGS.get(bytes, i));
    }
    return (plain & HIGHS) == HIGHS;
  }

  /**
   * A mark at the highest bit of each byte that is plain. Told rightly of all of them if all are
   * ASCII, as nothing is carried from one to the next then; if one is not, that has no mark.
   */
  private static long plain(long word) {
    long ascii = word & LOWS;
    return ((ascii ^ QUOTES) + LOWS)
        & ((ascii ^ BACKSLASHES) + LOWS)
        & (ascii + UP_TO_SPACE)
        & ~word;
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
