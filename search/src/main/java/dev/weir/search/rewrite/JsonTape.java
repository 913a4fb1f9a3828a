package dev.weir.search.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Where each token of a JSON text begins and ends, so that a part can be replaced and every other
 * byte stays. Written by hand because it wants places and no values: Jackson makes an object for
 * the place of each token. The text is one that a profiler has found to be whole and without
 * oddities; of anything else, places are told that mean nothing, within the bounds. Used by one
 * thread, and again.
 */
final class JsonTape {
  /** No token. */
  static final int NONE = -1;

  private static final byte OBJECT = 1;
  private static final byte ARRAY = 2;
  private static final byte NAME = 3;
  private static final byte TEXT = 4;
  private static final byte NUMBER = 5;
  private static final byte WORD = 6;
  private static final byte NOTHING = 7;

  /** Lists of as many values as engines take by default, and as much around them. */
  private static final int MOST_TOKENS = 1 << 18;

  private static final int MOST_KEPT = 1 << 14;
  private static final int MOST_DEPTH = 64;

  /** Up to so many names of one object, a profiler tells whether one comes twice. */
  private static final int MOST_NAMES = 64;

  private byte[] bytes = new byte[0];
  private byte[] kinds = new byte[256];
  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private int[] nexts = new int[256];
  private int size;
  private final int[] open = new int[MOST_DEPTH];
  private final int[] names = new int[MOST_DEPTH];

  /**
   * Reads a text.
   *
   * @return whether it was read; not if it is too large, too deep, has an object with very many
   *     names or a name with an escape
   */
  boolean read(byte[] text, int from, int to) {
    bytes = text;
    size = 0;
    if (kinds.length > MOST_KEPT) {
      kinds = new byte[256];
      starts = new int[256];
      ends = new int[256];
      nexts = new int[256];
    }
    int depth = 0;
    boolean name = false;
    int at = from;
    while (at < to) {
      byte each = text[at];
      switch (each) {
        case ' ', '\t', '\n', '\r' -> at++;
        case ':' -> {
          name = false;
          at++;
        }
        case ',' -> {
          name = depth > 0 && kinds[open[depth - 1]] == OBJECT;
          at++;
        }
        case '{', '[' -> {
          if (depth == MOST_DEPTH || size == MOST_TOKENS) {
            return false;
          }
          names[depth] = 0;
          open[depth++] = size;
          add(each == '{' ? OBJECT : ARRAY, at, ++at);
          name = each == '{';
        }
        case '}', ']' -> {
          if (depth == 0) {
            return false;
          }
          int opened = open[--depth];
          ends[opened] = ++at;
          nexts[opened] = size;
          name = false;
        }
        case '"' -> {
          int end = textEnd(at, to);
          if (end < 0 || size == MOST_TOKENS) {
            return false;
          }
          if (name && (++names[depth - 1] > MOST_NAMES || hasEscape(at, end))) {
            return false;
          }
          add(name ? NAME : TEXT, at, end);
          at = end;
        }
        default -> {
          int end = scalarEnd(at, to);
          if (end == at || size == MOST_TOKENS) {
            return false;
          }
          add(each == 'n' ? NOTHING : each == 't' || each == 'f' ? WORD : NUMBER, at, end);
          at = end;
        }
      }
    }
    return depth == 0 && size > 0 && kinds[0] == OBJECT && nexts[0] == size;
  }

  private void add(byte kind, int start, int end) {
    if (size == kinds.length) {
      int larger = 2 * size;
      kinds = Arrays.copyOf(kinds, larger);
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
      nexts = Arrays.copyOf(nexts, larger);
    }
    kinds[size] = kind;
    starts[size] = start;
    ends[size] = end;
    nexts[size] = ++size;
  }

  private int textEnd(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] == '\\') {
        i++;
      } else if (bytes[i] == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  private boolean hasEscape(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private int scalarEnd(int from, int to) {
    int i = from;
    while (i < to && "{}[],:\" \t\r\n".indexOf(bytes[i]) < 0) {
      i++;
    }
    return i;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isObject(int token) {
    return token != NONE && kinds[token] == OBJECT;
  }

  boolean isArray(int token) {
    return token != NONE && kinds[token] == ARRAY;
  }

  boolean isText(int token) {
    return token != NONE && kinds[token] == TEXT;
  }

  boolean isNumber(int token) {
    return token != NONE && kinds[token] == NUMBER;
  }

  /** Whether it is a text, a number, true or false. */
  boolean isScalar(int token) {
    return token != NONE && (kinds[token] >= TEXT && kinds[token] <= WORD);
  }

  int start(int token) {
    return starts[token];
  }

  /** Behind its last byte, and of an object or array behind its bracket. */
  int end(int token) {
    return ends[token];
  }

  /** The first token within an object or array; {@link #NONE} if it is empty. */
  int first(int container) {
    return nexts[container] == container + 1 ? NONE : container + 1;
  }

  /** The name, or the element, behind a value in the same object or array; or {@link #NONE}. */
  int next(int container, int value) {
    return nexts[value] < nexts[container] ? nexts[value] : NONE;
  }

  /** What stands behind a name. */
  int value(int name) {
    return name + 1;
  }

  /** The value of that name; {@link #NONE} if there is none. */
  int member(int object, String name) {
    for (int each = first(object); each != NONE; each = next(object, value(each))) {
      if (is(each, name)) {
        return value(each);
      }
    }
    return NONE;
  }

  /** Whether a name or text is that one, of ASCII and without escapes. */
  boolean is(int token, String text) {
    int length = text.length();
    int from = starts[token];
    if (ends[token] - from != length + 2 || bytes[from] != '"') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[from + 1 + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A scalar as it is written; names and texts without their quotes. */
  String text(int token) {
    int quotes = bytes[starts[token]] == '"' ? 1 : 0;
    return new String(
        bytes, starts[token] + quotes, ends[token] - starts[token] - 2 * quotes, UTF_8);
  }
}
