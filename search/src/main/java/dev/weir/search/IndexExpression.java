package dev.weir.search;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Which indices a path names, as it stands there: {@code bills-2026-*,-bills-2020-*}. Aliases,
 * wildcards and dates are not resolved, and what a body names is not seen.
 */
public final class IndexExpression {
  /** What {@link #find} gives where a path names none. */
  public static final long NONE = 0;

  private IndexExpression() {}

  /**
   * Where the expression stands. Allocates nothing.
   *
   * @param bytes holds the path, ASCII
   * @param pathStart its first byte, with or without a leading slash
   * @param pathEnd after its last
   * @return its start in the high half, its end in the low one; or {@link #NONE}
   */
  public static long find(byte[] bytes, int pathStart, int pathEnd) {
    long first = Segments.next(bytes, pathStart, pathEnd);
    if (first == NONE) {
      return NONE;
    }
    int start = (int) (first >>> 32);
    return bytes[start] == '_' && Word.of(bytes, start, (int) first) != Word.ALL ? NONE : first;
  }

  /** What stands there, percent signs decoded; as it is if they are wrong. */
  public static String text(byte[] bytes, int start, int end) {
    byte[] decoded = new byte[end - start];
    int length = 0;
    for (int at = start; at < end; at++) {
      byte next = bytes[at];
      if (next == '%') {
        if (at + 2 >= end
            || !HexFormat.isHexDigit(bytes[at + 1])
            || !HexFormat.isHexDigit(bytes[at + 2])) {
          return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
        int value =
            HexFormat.fromHexDigit(bytes[at + 1]) << 4 | HexFormat.fromHexDigit(bytes[at + 2]);
        next = (byte) value;
        at += 2;
      }
      decoded[length++] = next;
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }
}
