package dev.weir.search.profile;

import java.util.Arrays;

/**
 * The parameters of a template that are single values, as many as there is room for, kept as bytes.
 * Of others it is only known that there are some.
 */
final class TemplateParameters {
  static final int ABSENT = -1;
  static final int UNKNOWN = -2;

  private static final int MOST = 64;
  private static final int MOST_BYTES = 16 * 1024;

  /** What a parameter is. */
  enum Kind {
    TEXT,
    /** A number or {@code true}, written as in JSON. */
    WORD,
    /** A null, {@code false}, or zero: no section is for it. */
    NO,
    /** An object or a list. */
    OTHER
  }

  private final Kind[] kinds = new Kind[MOST];

  /** Where each begins, with its name, and where the name ends. */
  private final int[] starts = new int[MOST + 1];

  private final int[] nameEnds = new int[MOST];
  private byte[] bytes = new byte[256];
  private int count;
  private int length;
  private boolean complete;

  void clear() {
    count = 0;
    length = 0;
    complete = true;
    starts[0] = 0;
  }

  /** A name, whose value is taken for an object or a list until it is said. */
  void name(byte[] from, int start, int end) {
    if (count == MOST || length + end - start > MOST_BYTES) {
      complete = false;
      return;
    }
    append(from, start, end);
    kinds[count] = Kind.OTHER;
    nameEnds[count] = length;
    starts[++count] = length;
  }

  /** The value of the name that was last. */
  void value(Kind kind, byte[] from, int start, int end) {
    if (!complete || count == 0) {
      return;
    }
    if (length + end - start > MOST_BYTES) {
      complete = false;
      return;
    }
    append(from, start, end);
    kinds[count - 1] = kind;
    starts[count] = length;
  }

  private void append(byte[] from, int start, int end) {
    int size = end - start;
    if (length + size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
    }
    System.arraycopy(from, start, bytes, length, size);
    length += size;
  }

  /** The number of the parameter of that name; {@link #ABSENT}, or {@link #UNKNOWN}. */
  int find(byte[] text, int from, int to) {
    for (int i = count - 1; i >= 0; i--) {
      if (Arrays.equals(bytes, starts[i], nameEnds[i], text, from, to)) {
        return i;
      }
    }
    for (int i = from; i < to; i++) {
      if (text[i] == '.') {
        return UNKNOWN; // A member of another.
      }
    }
    return complete ? ABSENT : UNKNOWN;
  }

  Kind kind(int parameter) {
    return kinds[parameter];
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int parameter) {
    return nameEnds[parameter];
  }

  int end(int parameter) {
    return starts[parameter + 1];
  }
}
