package dev.weir.search.json;

import java.nio.ByteBuffer;

/**
 * Reads one JSON object that comes in pieces and tells a {@link JsonSink} what is in it, in order,
 * without a tree, without recursion and, once it has been used, without allocation. Written by hand
 * because it reads bytes where they lie and as they come, and makes an object of none of them,
 * where Jackson's parser makes strings of names and a context for each level ({@code ProfileBench}
 * measures both).
 *
 * <p>It takes what Jackson takes as the engines set it up: JSON by RFC 8259 in UTF-8, with
 * comments, which are an {@link Oddity}. Whatever the bytes, it ends, keeps within its {@link
 * Bounds} and throws nothing; what it does not take, it says. How the bytes are cut into pieces
 * changes nothing. Used by one thread; used again after {@link #begin}.
 */
public final class JsonScanner {
  private static final int START = 0;
  private static final int NAME_OR_END = 1;
  private static final int NAME = 2;
  private static final int COLON = 3;
  private static final int VALUE = 4;
  private static final int ELEMENT_OR_END = 5;
  private static final int COMMA_OR_END = 6;
  private static final int DONE = 7;

  // Within a token: the piece ended, or the text is not plain.
  private static final int TEXT = 8;
  private static final int ESCAPE = 9;
  private static final int HEX = 10;
  private static final int FOLLOWING = 11;
  private static final int NUMBER = 12;
  private static final int LITERAL = 13;
  private static final int COMMENT = 14;
  private static final int LINE_COMMENT = 15;
  private static final int BLOCK_COMMENT = 16;
  private static final int BLOCK_COMMENT_STAR = 17;
  private static final int MARK = 18;
  private static final int STOPPED = 19;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final JsonSink sink;
  private final Bounds bounds;
  private final Oddities oddities;

  private int state;
  private int depth;
  private final boolean[] objects;
  private final SeenNames names = new SeenNames();

  private final Text text;
  private boolean gathering;
  private boolean isName;

  /** Hexadecimal digits or bytes that have yet to come; bytes of a word that have come. */
  private int count;

  private int unit;
  private final NumberReading number = new NumberReading();
  private byte[] word = TRUE;

  /** The state behind a comment. */
  private int behind;

  private long taken;
  private byte[] copy = new byte[0];

  /**
   * A scanner.
   *
   * @param oddities takes what is odd; cleared by {@link #begin}
   */
  public JsonScanner(JsonSink sink, Bounds bounds, Oddities oddities) {
    this.sink = sink;
    this.bounds = bounds;
    this.oddities = oddities;
    this.objects = new boolean[bounds.depth()];
    this.text = new Text(bounds.text());
  }

  /** Begins with another object. */
  public void begin() {
    oddities.clear();
    state = START;
    depth = 0;
    taken = 0;
    gathering = false;
    names.clear();
  }

  /** How many bytes were taken; where it has stopped, if it has. */
  public long position() {
    return taken;
  }

  /** Whether nothing but blanks and comments has come. */
  public boolean isBlank() {
    return state == START;
  }

  /** As {@link #feed(byte[], int, int)}; the buffer's position is left as it is. */
  public boolean feed(ByteBuffer piece) {
    int length = piece.remaining();
    if (piece.hasArray()) {
      int from = piece.arrayOffset() + piece.position();
      return feed(piece.array(), from, from + length);
    }
    if (copy.length == 0) {
      copy = new byte[4096];
    }
    int at = piece.position();
    int end = at + length;
    boolean more = state != STOPPED;
    while (at < end && more) {
      int size = Math.min(copy.length, end - at);
      piece.get(at, copy, 0, size);
      more = feed(copy, 0, size);
      at += size;
    }
    return more;
  }

  /**
   * Takes the next piece.
   *
   * @return whether more is wanted; if not, an oddity says why
   */
  public boolean feed(byte[] bytes, int from, int to) {
    if (state == STOPPED || from == to) {
      return state != STOPPED;
    }
    long left = bounds.size() - taken;
    int end = to - from > left ? from + (int) left : to;
    int i = from;
    while (i < end) {
      i = state < TEXT ? tokens(bytes, i, end) : within(bytes, i, end);
    }
    taken += i - from;
    if (end < to && state != STOPPED) {
      stop(Oddity.TOO_LARGE);
    }
    return state != STOPPED;
  }

  /** Says that nothing follows. */
  public void end() {
    if (state == LINE_COMMENT) {
      state = behind;
    }
    if (state != DONE && state != START && state != STOPPED) {
      stop(Oddity.TRUNCATED);
    }
  }

  private void stop(Oddity reason) {
    oddities.add(reason);
    state = STOPPED;
  }

  /** Stops in front of a byte; nothing behind it is looked at. */
  private int stop(Oddity reason, int at, int to) {
    taken -= to - at;
    stop(reason);
    return to;
  }

  /** Reads token by token until the piece ends, or ends within one. */
  private int tokens(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte each = bytes[i];
      if (each == ' ' || each == '\n' || each == '\r' || each == '\t') {
        i++;
        continue;
      }
      if (each == '/') {
        behind = state;
        state = COMMENT;
        return i + 1;
      }
      switch (state) {
        case COMMA_OR_END -> {
          if (each == ',') {
            state = objects[depth - 1] ? NAME : VALUE;
          } else if (each != (objects[depth - 1] ? '}' : ']')) {
            return stop(Oddity.MALFORMED, i, to);
          } else {
            close();
          }
          i++;
        }
        case NAME_OR_END, NAME -> {
          if (each == '"') {
            isName = true;
            i = text(bytes, i + 1, to);
          } else if (each == '}' && state == NAME_OR_END) {
            close();
            i++;
          } else {
            return stop(Oddity.MALFORMED, i, to);
          }
        }
        case COLON -> {
          if (each != ':') {
            return stop(Oddity.MALFORMED, i, to);
          }
          state = VALUE;
          i++;
        }
        case ELEMENT_OR_END, VALUE -> i = value(bytes, i, to);
        case START -> i = start(bytes, i, to);
        default -> {
          return stop(Oddity.TRAILING, i, to);
        }
      }
      if (state >= TEXT) {
        return i;
      }
    }
    return i;
  }

  private int start(byte[] bytes, int at, int to) {
    if (bytes[at] == '{') {
      open(true);
      return at + 1;
    }
    if (bytes[at] == BYTE_ORDER_MARK[0] && taken == 0) {
      state = MARK;
      count = 1;
      return at + 1;
    }
    return stop(Oddity.FOREIGN, at, to);
  }

  private int value(byte[] bytes, int at, int to) {
    byte first = bytes[at];
    switch (first) {
      case '"' -> {
        isName = false;
        return text(bytes, at + 1, to);
      }
      case '{', '[' -> {
        if (depth == objects.length) {
          return stop(Oddity.TOO_DEEP, at, to);
        }
        open(first == '{');
        return at + 1;
      }
      case ']' -> {
        if (state != ELEMENT_OR_END) {
          return stop(Oddity.MALFORMED, at, to);
        }
        close();
        return at + 1;
      }
      case 't' -> word = TRUE;
      case 'f' -> word = FALSE;
      case 'n' -> word = NULL;
      default -> {
        if (first != '-' && (first < '0' || first > '9')) {
          return stop(Oddity.MALFORMED, at, to);
        }
        number.begin(first);
        return number(bytes, at + 1, to);
      }
    }
    count = 1;
    return literal(bytes, at + 1, to);
  }

  private void open(boolean object) {
    objects[depth++] = object;
    if (object) {
      names.startObject();
      sink.startObject();
      state = NAME_OR_END;
    } else {
      sink.startArray();
      state = ELEMENT_OR_END;
    }
  }

  private void close() {
    if (objects[--depth]) {
      names.endObject();
      sink.endObject();
    } else {
      sink.endArray();
    }
    afterValue();
  }

  private void afterValue() {
    state = depth == 0 ? DONE : COMMA_OR_END;
  }

  /** Goes on with what a piece has broken off, or with what is not plain in a text. */
  private int within(byte[] bytes, int at, int to) {
    return switch (state) {
      case TEXT -> text(bytes, at, to);
      case ESCAPE -> escape(bytes, at, to);
      case HEX -> hex(bytes, at, to);
      case FOLLOWING -> following(bytes, at, to);
      case NUMBER -> number(bytes, at, to);
      case LITERAL -> literal(bytes, at, to);
      case MARK -> mark(bytes, at, to);
      case STOPPED -> to;
      default -> comment(bytes, at, to);
    };
  }

  /** The text from here to its end, to the end of the piece, or to what is not plain. */
  private int text(byte[] bytes, int from, int to) {
    int i = from;
    while (true) {
      i = Plain.end(bytes, i, to);
      if (i == to) {
        gather(bytes, from, to);
        state = TEXT;
        return to;
      }
      byte each = bytes[i];
      if (each == '"') {
        if (gathering) {
          gather(bytes, from, i);
          gathering = false;
          text.finish();
          tell(text.bytes(), 0, text.length(), text.isWhole());
        } else {
          int end = i - from > bounds.text() ? from + bounds.text() : i;
          tell(bytes, from, end, end == i);
        }
        return i + 1;
      }
      if (each == '\\') {
        gather(bytes, from, i);
        state = ESCAPE;
        return i + 1;
      }
      int following = Utf8.following(each);
      if (each >= 0 || following < 0) {
        return stop(Oddity.MALFORMED, i, to);
      }
      i++;
      while (following > 0 && i < to) {
        if (!Utf8.follows(bytes[i])) {
          return stop(Oddity.MALFORMED, i, to);
        }
        i++;
        following--;
      }
      if (following > 0) {
        gather(bytes, from, to);
        count = following;
        state = FOLLOWING;
        return to;
      }
    }
  }

  private void gather(byte[] bytes, int from, int to) {
    if (!gathering) {
      gathering = true;
      text.begin();
    }
    text.add(bytes, from, to);
  }

  private void tell(byte[] bytes, int from, int to, boolean whole) {
    if (!whole) {
      oddities.add(Oddity.TOO_LONG);
    }
    if (isName) {
      long hash = Hashing.of(bytes, from, to);
      if (names.isSeen(hash) && whole) {
        oddities.add(Oddity.DUPLICATE_NAME);
      }
      state = COLON;
      sink.name(bytes, from, to, hash);
    } else {
      afterValue();
      sink.string(bytes, from, to, whole);
    }
  }

  private int escape(byte[] bytes, int at, int to) {
    state = TEXT;
    switch (bytes[at]) {
      case '"', '\\', '/' -> text.add(bytes[at]);
      case 'b' -> text.add((byte) '\b');
      case 'f' -> text.add((byte) '\f');
      case 'n' -> text.add((byte) '\n');
      case 'r' -> text.add((byte) '\r');
      case 't' -> text.add((byte) '\t');
      case 'u' -> {
        unit = 0;
        count = 4;
        state = HEX;
      }
      default -> {
        return stop(Oddity.MALFORMED, at, to);
      }
    }
    return at + 1;
  }

  private int hex(byte[] bytes, int at, int to) {
    int digit = bytes[at] < 0 ? -1 : Character.digit(bytes[at], 16);
    if (digit < 0) {
      return stop(Oddity.MALFORMED, at, to);
    }
    unit = unit << 4 | digit;
    if (--count == 0) {
      text.addUnit(unit);
      state = TEXT;
    }
    return at + 1;
  }

  private int following(byte[] bytes, int at, int to) {
    if (!Utf8.follows(bytes[at])) {
      return stop(Oddity.MALFORMED, at, to);
    }
    text.add(bytes[at]);
    if (--count == 0) {
      state = TEXT;
    }
    return at + 1;
  }

  private int number(byte[] bytes, int from, int to) {
    int end = number.take(bytes, from, to);
    if (end < 0) {
      return stop(Oddity.MALFORMED, ~end, to);
    }
    if (end == to) {
      state = NUMBER;
      return to;
    }
    afterValue();
    sink.number(number.value(), number.isInteger());
    return end;
  }

  private int literal(byte[] bytes, int from, int to) {
    int i = from;
    while (count < word.length) {
      if (i == to) {
        state = LITERAL;
        return to;
      }
      if (bytes[i] != word[count]) {
        return stop(Oddity.MALFORMED, i, to);
      }
      i++;
      count++;
    }
    afterValue();
    if (word.length == NULL.length && word[0] == 'n') {
      sink.nothing();
    } else {
      sink.bool(word[0] == 't');
    }
    return i;
  }

  private int mark(byte[] bytes, int at, int to) {
    if (bytes[at] != BYTE_ORDER_MARK[count]) {
      return stop(Oddity.FOREIGN, at, to);
    }
    if (++count == BYTE_ORDER_MARK.length) {
      state = START;
    }
    return at + 1;
  }

  private int comment(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte each = bytes[i++];
      switch (state) {
        case COMMENT -> {
          if (each != '/' && each != '*') {
            return stop(behind == START ? Oddity.FOREIGN : Oddity.MALFORMED, i - 1, to);
          }
          oddities.add(Oddity.COMMENT);
          state = each == '/' ? LINE_COMMENT : BLOCK_COMMENT;
        }
        case LINE_COMMENT -> {
          if (each == '\n' || each == '\r') {
            state = behind;
            return i;
          }
        }
        case BLOCK_COMMENT -> {
          if (each == '*') {
            state = BLOCK_COMMENT_STAR;
          }
        }
        default -> {
          if (each == '/') {
            state = behind;
            return i;
          }
          if (each != '*') {
            state = BLOCK_COMMENT;
          }
        }
      }
    }
    return i;
  }
}
