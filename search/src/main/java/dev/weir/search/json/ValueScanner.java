package dev.weir.search.json;

/**
 * Finds where one value ends in a body of which all is at hand. Takes nothing that a {@link
 * JsonScanner} of the same {@link Bounds} would not take, ends where that would, and leaves the
 * rest to it: texts with escapes, numbers of more than eighteen digits. Used by one thread.
 */
public final class ValueScanner {
  /** No value of that kind, or one that is left to a {@link JsonScanner}. */
  public static final int NONE = -1;

  private static final int MOST_DIGITS = 18;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final PlainValues values = new PlainValues();
  private final int longest;
  private long integer;
  private int count;

  public ValueScanner(Bounds bounds) {
    this.longest = bounds.text();
  }

  /** Of the number that was last, what stands in front of its fraction and its exponent. */
  public long integer() {
    return integer;
  }

  /** How many values the array had that was last. */
  public int count() {
    return count;
  }

  /**
   * The end of a text.
   *
   * @param from behind its first quote
   * @return where its last quote stands
   */
  public int text(byte[] bytes, int from, int to) {
    int end = Plain.end(bytes, from, to);
    if (end < to && bytes[end] < 0) {
      end = wideText(bytes, end, to);
    }
    return end < to && end - from <= longest && bytes[end] == '"' ? end : NONE;
  }

  /** The first byte that is no part of a text with letters that are no ASCII. */
  private static int wideText(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] < 0) {
      int following = Utf8.following(bytes[at]);
      if (following < 0 || at + following >= to) {
        return to;
      }
      for (int i = at + 1; i <= at + following; i++) {
        if (!Utf8.follows(bytes[i])) {
          return to;
        }
      }
      at = Plain.end(bytes, at + following + 1, to);
    }
    return at;
  }

  /** Behind a number, which something follows. */
  public int number(byte[] bytes, int from, int to) {
    if (from >= to) {
      return NONE;
    }
    boolean negative = bytes[from] == '-';
    int start = negative ? from + 1 : from;
    int most = Math.min(to, start + MOST_DIGITS);
    long sum = 0;
    int i = start;
    while (i < most && isDigit(bytes[i])) {
      sum = sum * 10 + bytes[i] - '0';
      i++;
    }
    if (i == start || i == to || isDigit(bytes[i]) || (bytes[start] == '0' && i > start + 1)) {
      return NONE;
    }
    integer = negative ? -sum : sum;
    byte next = bytes[i];
    return next == '.' || next == 'e' || next == 'E' ? behindInteger(bytes, i, to) : i;
  }

  private static int behindInteger(byte[] bytes, int from, int to) {
    int at = from;
    if (bytes[at] == '.') {
      at = behindDigits(bytes, at + 1, to);
    }
    if (at != NONE && (bytes[at] == 'e' || bytes[at] == 'E')) {
      boolean signed = at + 1 < to && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
      at = behindDigits(bytes, signed ? at + 2 : at + 1, to);
    }
    return at;
  }

  /** Behind at least one digit, behind which something follows. */
  private static int behindDigits(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isDigit(bytes[i])) {
      i++;
    }
    return i == from || i == to ? NONE : i;
  }

  private static boolean isDigit(byte each) {
    return each >= '0' && each <= '9';
  }

  /** Behind a number, {@code true} or {@code false}. */
  public int numberOrBoolean(byte[] bytes, int from, int to) {
    if (from >= to) {
      return NONE;
    }
    return switch (bytes[from]) {
      case 't' -> word(TRUE, bytes, from, to);
      case 'f' -> word(FALSE, bytes, from, to);
      default -> number(bytes, from, to);
    };
  }

  private static int word(byte[] word, byte[] bytes, int from, int to) {
    int end = from + word.length;
    if (end > to) {
      return NONE;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[from + i] != word[i]) {
        return NONE;
      }
    }
    return end;
  }

  /** Behind any value that is no object and no array. */
  public int any(byte[] bytes, int from, int to) {
    if (from >= to) {
      return NONE;
    }
    return switch (bytes[from]) {
      case '"' -> {
        int end = text(bytes, from + 1, to);
        yield end == NONE ? NONE : end + 1;
      }
      case 'n' -> word(NULL, bytes, from, to);
      default -> numberOrBoolean(bytes, from, to);
    };
  }

  /** Behind an array of such values. */
  public int array(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '[') {
      return NONE;
    }
    int found = 0;
    int at = Blanks.end(bytes, from + 1, to);
    if (at < to && bytes[at] == ']') {
      count = 0;
      return at + 1;
    }
    while (true) {
      at = Blanks.end(bytes, values.pass(bytes, at, to, longest), to);
      found += values.count() + 1;
      int end = any(bytes, at, to);
      if (end == NONE) {
        return NONE;
      }
      at = Blanks.end(bytes, end, to);
      if (at == to) {
        return NONE;
      }
      if (bytes[at] == ']') {
        count = found;
        return at + 1;
      }
      if (bytes[at] != ',') {
        return NONE;
      }
      at = Blanks.end(bytes, at + 1, to);
    }
  }
}
