package dev.weir.search.json;

import java.nio.ByteBuffer;

/**
 * Reads one JSON object that comes in pieces and tells a {@link JsonSink} what is in it, in order,
 * without a tree, without recursion and, once it has been used, without allocation. Written by hand
 * because it reads bytes where they lie and as they come, and makes an object of none of them,
 * where Jackson's parser makes strings of names and a context for each level ({@code ProfileBench}
 * measures both). Of a body of names and short values it takes some eight nanoseconds for each of
 * them, as Jackson's parser does from token to token: no one place takes long, and words of eight
 * bytes help little where names are shorter. Values that are only counted take a fraction of that.
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

  // What is open.
  private static final byte OBJECT = 0;
  private static final byte ARRAY = 1;

  /** An array whose values are only counted. */
  private static final byte VALUES = 2;

  /** Numbers of so many digits fit into a long. */
  private static final int MOST_DIGITS = 18;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final JsonSink sink;
  private final Bounds bounds;
  private final Oddities oddities;

  private int state;
  private int depth;
  private final byte[] kinds;
  private final SeenNames names = new SeenNames();

  private final Text text;
  private boolean gathering;
  private boolean isName;

  /** Hexadecimal digits or bytes that have yet to come; bytes of a word that have come. */
  private int count;

  private int unit;
  private final NumberReading number = new NumberReading();
  private final PlainValues values = new PlainValues();
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
    this.kinds = new byte[bounds.depth()];
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

  /** Says that nothing follows; a second time changes nothing. */
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
      if (each <= ' ') {
        int end = Blanks.end(bytes, i, to);
        if (end > i) {
          i = end;
          continue;
        }
      }
      if (each == '/') {
        behind = state;
        state = COMMENT;
        return i + 1;
      }
      switch (state) {
        case COMMA_OR_END -> {
          boolean object = kinds[depth - 1] == OBJECT;
          if (each == ',') {
            state = object ? NAME : VALUE;
          } else if (each != (object ? '}' : ']')) {
            return stop(Oddity.MALFORMED, i, to);
          } else {
            close();
          }
          i++;
        }
        case NAME_OR_END, NAME -> {
          if (each == '"') {
            i = members(bytes, i, to);
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

  /**
   * Members of an object, as long as they are plain: a name, a colon, and a text or an integer, of
   * which all lies in the piece. Most of a body is made of them, so that they are not sent through
   * the states one by one.
   *
   * @param from where a quote stands
   */
  private int members(byte[] bytes, int from, int to) {
    int i = from;
    while (true) {
      int end = Plain.end(bytes, i + 1, to);
      if (end == to || bytes[end] != '"' || end - i > bounds.text()) {
        isName = true;
        return text(bytes, i + 1, to);
      }
      tellName(bytes, i + 1, end, true);
      i = end + 1;
      if (i == to || bytes[i] != ':') {
        return i;
      }
      state = VALUE;
      i = Blanks.end(bytes, i + 1, to);
      if (i == to) {
        return i;
      }
      byte first = bytes[i];
      if (first == '/') {
        return i; // A comment.
      }
      if (first == '"') {
        i = string(bytes, i + 1, to);
      } else {
        i = value(bytes, i, to);
      }
      if (i == to || state != COMMA_OR_END || bytes[i] != ',') {
        return i;
      }
      state = NAME;
      i = Blanks.end(bytes, i + 1, to);
      if (i == to || bytes[i] != '"') {
        return i;
      }
    }
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
    if (kinds[depth - 1] == VALUES) {
      int end = values.pass(bytes, at, to, bounds.text());
      if (end > at) {
        state = VALUE;
        sink.values(values.count());
        return end;
      }
    }
    byte first = bytes[at];
    switch (first) {
      case '"' -> {
        return string(bytes, at + 1, to);
      }
      case '{', '[' -> {
        if (depth == kinds.length) {
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
        return integer(bytes, at, to);
      }
    }
    count = 1;
    return literal(bytes, at + 1, to);
  }

  /** A text that is a value. */
  private int string(byte[] bytes, int from, int to) {
    int end = Plain.end(bytes, from, to);
    if (end == to || bytes[end] != '"' || end - from > bounds.text()) {
      isName = false;
      return text(bytes, from, to);
    }
    afterValue();
    sink.string(bytes, from, end, true);
    return end + 1;
  }

  /** A number, which is most often an integer that lies in one piece. */
  private int integer(byte[] bytes, int at, int to) {
    boolean negative = bytes[at] == '-';
    int start = negative ? at + 1 : at;
    int end = Math.min(to, start + MOST_DIGITS);
    int i = start;
    long sum = 0;
    int digit = 0;
    while (i < end) {
      digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      sum = sum * 10 + digit;
      i++;
    }
    if (i == end || i == start || !isBehindInteger(bytes[i]) || isPadded(bytes, start, i)) {
      number.begin(bytes[at]);
      return number(bytes, at + 1, to);
    }
    afterValue();
    sink.number(negative ? -sum : sum, true);
    return i;
  }

  private static boolean isBehindInteger(byte each) {
    return each != '.' && each != 'e' && each != 'E';
  }

  private static boolean isPadded(byte[] bytes, int start, int end) {
    return bytes[start] == '0' && end > start + 1;
  }

  private void open(boolean object) {
    int at = depth++;
    if (object) {
      kinds[at] = OBJECT;
      names.startObject();
      sink.startObject();
      state = NAME_OR_END;
    } else {
      sink.startArray();
      kinds[at] = sink.countsValues() ? VALUES : ARRAY;
      state = ELEMENT_OR_END;
    }
  }

  private void close() {
    if (kinds[--depth] == OBJECT) {
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
      tellName(bytes, from, to, whole);
    } else {
      afterValue();
      sink.string(bytes, from, to, whole);
    }
  }

  private void tellName(byte[] bytes, int from, int to, boolean whole) {
    long hash = Hashing.of(bytes, from, to);
    if (names.isSeen(hash) && whole) {
      oddities.add(Oddity.DUPLICATE_NAME);
    }
    state = COLON;
    sink.name(bytes, from, to, hash);
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
