package dev.weir.search.profile;

/** What an end of a range hangs on. */
public enum RangeEnd {
  /** The range is open there. */
  ABSENT(0),
  /** A number, which is a time if the field is a date. */
  NUMBER(1),
  /** A time that does not move. */
  DATE(2),
  /** The time of the request, to the millisecond: another one for each request. */
  NOW(3),
  /** The time of the request, rounded: the same for all requests of a minute, an hour, a day. */
  NOW_ROUNDED(4),
  /** Any other text. */
  TEXT(5);

  private final int print;

  RangeEnd(int print) {
    this.print = print;
  }

  /** What it is in a fingerprint. */
  int print() {
    return print;
  }

  /** Tells what a text is. */
  static RangeEnd of(byte[] bytes, int from, int to) {
    if (to - from >= 3
        && bytes[from] == 'n'
        && bytes[from + 1] == 'o'
        && bytes[from + 2] == 'w'
        && (to - from == 3 || isOperator(bytes[from + 3]))) {
      for (int i = from + 3; i < to; i++) {
        if (bytes[i] == '/') {
          return NOW_ROUNDED;
        }
      }
      return NOW;
    }
    boolean digits = to > from;
    for (int i = from; i < to; i++) {
      boolean sign = i == from && bytes[i] == '-' && to > from + 1;
      digits &= sign || (bytes[i] >= '0' && bytes[i] <= '9');
    }
    if (digits) {
      return NUMBER;
    }
    return looksLikeDate(bytes, from, to) ? DATE : TEXT;
  }

  private static boolean isOperator(byte each) {
    return each == '+' || each == '-' || each == '/';
  }

  /** Four digits and a separator, as {@code 2026-11-21T12:00} or {@code 2026/11}. */
  private static boolean looksLikeDate(byte[] bytes, int from, int to) {
    if (to - from < 7) {
      return false;
    }
    for (int i = from; i < from + 4; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    byte separator = bytes[from + 4];
    return separator == '-' || separator == '/' || separator == '.';
  }
}
