package dev.weir.search.trim;

import java.nio.ByteBuffer;

/**
 * Makes an answer smaller as it passes: keeps what some paths lead to, without what others lead to,
 * as the engine's own {@code filter_path} does. An object or array that is kept in part is left out
 * if nothing of it is; the answer itself never is. Values that are kept are the bytes that came.
 * How an answer is cut into pieces changes nothing. Written by hand because it takes bytes as they
 * come and holds none back but the names above, whatever the size of the answer, where Jackson's
 * generators write every value anew.
 *
 * <p>What is no JSON from somewhere on is passed on from there as it came, as is an answer that is
 * no object. One instance serves one answer; used by one thread.
 */
public final class AnswerTrim {
  private enum State {
    START,
    NAME_OR_END,
    NAME,
    NAME_ESCAPE,
    COLON,
    VALUE,
    VALUE_OR_END,
    COMMA_OR_END,
    TEXT,
    TEXT_ESCAPE,
    LITERAL,
    /** Within an object or array that is kept, or left out, as a whole. */
    WHOLE,
    WHOLE_TEXT,
    WHOLE_ESCAPE,
    /** Everything is passed on. */
    REST
  }

  private static final int CHUNK = 8 * 1024;

  private final FieldPaths include;
  private final FieldPaths exclude;
  private final TrimFrames frames = new TrimFrames();
  private final TrimOutput out = new TrimOutput();
  private byte[] copy = new byte[0];
  private State state = State.START;

  /** Whether the value at hand is kept. */
  private boolean kept;

  /** How many objects and arrays are open within the value at hand. */
  private int depth;

  private boolean escaped;

  /** Where the paths have come to, for the value that is next. */
  private long wanted;

  private long unwanted;

  /**
   * A trim of one answer.
   *
   * @param include what is kept; all if there are no paths
   * @param exclude what is left out of that
   */
  public AnswerTrim(FieldPaths include, FieldPaths exclude) {
    this.include = include;
    this.exclude = exclude;
  }

  /** Takes the next piece, which is left as it is, and gives what is kept of it. */
  public ByteBuffer take(ByteBuffer piece) {
    int length = piece.remaining();
    out.begin(Math.min(length, CHUNK));
    if (piece.hasArray()) {
      int from = piece.arrayOffset() + piece.position();
      take(piece.array(), from, from + length);
    } else {
      if (copy.length < Math.min(length, CHUNK)) {
        copy = new byte[Math.min(length, CHUNK)];
      }
      for (int at = 0; at < length; at += CHUNK) {
        int size = Math.min(CHUNK, length - at);
        piece.get(piece.position() + at, copy, 0, size);
        take(copy, 0, size);
      }
    }
    return out.end();
  }

  private void take(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      i =
          switch (state) {
            case START -> start(bytes, i);
            case NAME_OR_END -> nameOrEnd(bytes, i, to);
            case NAME, NAME_ESCAPE -> name(bytes, i, to);
            case COLON -> colon(bytes, i, to);
            case VALUE, VALUE_OR_END -> value(bytes, i, to);
            case COMMA_OR_END -> commaOrEnd(bytes, i, to);
            case TEXT, TEXT_ESCAPE -> text(bytes, i, to);
            case LITERAL -> literal(bytes, i, to);
            case WHOLE, WHOLE_TEXT, WHOLE_ESCAPE -> whole(bytes, i, to);
            case REST -> rest(bytes, i, to);
          };
    }
  }

  private int rest(byte[] bytes, int from, int to) {
    state = State.REST;
    out.write(bytes, from, to);
    return to;
  }

  private int start(byte[] bytes, int at) {
    if (bytes[at] == '{') {
      frames.open(true, include.isEmpty() ? FieldPaths.THERE : include.start(), exclude.start());
      frames.beginOutermost(out);
      state = State.NAME_OR_END;
    } else {
      out.write(bytes, at, at + 1);
      state = isBlank(bytes[at]) ? State.START : State.REST;
    }
    return at + 1;
  }

  private int nameOrEnd(byte[] bytes, int at, int to) {
    byte each = bytes[at];
    if (each == '"') {
      frames.beginName();
      escaped = false;
      state = State.NAME;
    } else if (each == '}') {
      end();
    } else if (!isBlank(each)) {
      return rest(bytes, at, to);
    }
    return at + 1;
  }

  private int name(byte[] bytes, int from, int to) {
    int i = from;
    State after = state;
    while (i < to && (after == State.NAME_ESCAPE || bytes[i] != '"')) {
      boolean escape = after == State.NAME && bytes[i] == '\\';
      escaped |= escape;
      after = escape ? State.NAME_ESCAPE : State.NAME;
      i++;
    }
    if (!frames.addName(bytes, from, i)) {
      return rest(bytes, i, to);
    }
    state = after;
    if (i == to) {
      return to;
    }
    state = State.COLON;
    return i + 1;
  }

  private int colon(byte[] bytes, int at, int to) {
    if (bytes[at] == ':') {
      follow();
      state = State.VALUE;
    } else if (!isBlank(bytes[at])) {
      return rest(bytes, at, to);
    }
    return at + 1;
  }

  /** Follows the paths along the name that has come. */
  private void follow() {
    byte[] name = frames.names();
    int from = frames.nameStart();
    int to = frames.nameEnd();
    if (escaped) {
      name = Unescaped.of(name, from, to);
      from = 0;
      to = name.length;
    }
    wanted = frames.wanted();
    if (wanted != FieldPaths.THERE) {
      wanted = include.follow(wanted, name, from, to);
    }
    unwanted = frames.unwanted();
    if (unwanted != FieldPaths.OFF && wanted != FieldPaths.OFF) {
      unwanted = exclude.follow(unwanted, name, from, to);
      if (unwanted == FieldPaths.THERE) {
        wanted = FieldPaths.OFF;
      }
    }
  }

  private int value(byte[] bytes, int at, int to) {
    byte each = bytes[at];
    if (isBlank(each)) {
      return at + 1;
    }
    if (each == ']' && state == State.VALUE_OR_END) {
      end();
      return at + 1;
    }
    if (!frames.inObject()) {
      wanted = frames.wanted();
      unwanted = frames.unwanted();
    }
    if (each == '{' || each == '[') {
      return open(bytes, at, each == '{');
    }
    kept = wanted == FieldPaths.THERE;
    if (kept) {
      frames.beginValue(out);
    }
    if (each == '"') {
      keep(bytes, at, at + 1);
      state = State.TEXT;
      return at + 1;
    }
    if (each == ',' || each == ':' || each == '}' || each == ']') {
      return rest(bytes, at, to);
    }
    state = State.LITERAL;
    return at;
  }

  private int open(byte[] bytes, int at, boolean object) {
    boolean all = wanted == FieldPaths.THERE && unwanted == FieldPaths.OFF;
    if (all || wanted == FieldPaths.OFF || frames.isFull()) {
      kept = wanted == FieldPaths.THERE;
      if (kept) {
        frames.beginValue(out);
      }
      keep(bytes, at, at + 1);
      depth = 1;
      state = State.WHOLE;
    } else {
      frames.open(object, wanted, unwanted);
      state = object ? State.NAME_OR_END : State.VALUE_OR_END;
    }
    return at + 1;
  }

  private void keep(byte[] bytes, int from, int to) {
    if (kept) {
      out.write(bytes, from, to);
    }
  }

  private int commaOrEnd(byte[] bytes, int at, int to) {
    byte each = bytes[at];
    if (each == ',') {
      state = frames.inObject() ? State.NAME_OR_END : State.VALUE;
    } else if (each == (frames.inObject() ? '}' : ']')) {
      end();
    } else if (!isBlank(each)) {
      return rest(bytes, at, to);
    }
    return at + 1;
  }

  /** The innermost that is kept in part is over. */
  private void end() {
    frames.close(out);
    state = frames.depth() == 0 ? State.REST : State.COMMA_OR_END;
  }

  private int text(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte each = bytes[i++];
      if (state == State.TEXT_ESCAPE) {
        state = State.TEXT;
      } else if (each == '\\') {
        state = State.TEXT_ESCAPE;
      } else if (each == '"') {
        state = State.COMMA_OR_END;
        break;
      }
    }
    keep(bytes, from, i);
    return i;
  }

  private int literal(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != ',' && bytes[i] != '}' && bytes[i] != ']' && !isBlank(bytes[i])) {
      i++;
    }
    keep(bytes, from, i);
    if (i < to) {
      state = State.COMMA_OR_END;
    }
    return i;
  }

  private int whole(byte[] bytes, int from, int to) {
    int i = from;
    State now = state;
    while (i < to && now != State.COMMA_OR_END) {
      byte each = bytes[i++];
      switch (now) {
        case WHOLE_TEXT -> {
          if (each == '"') {
            now = State.WHOLE;
          } else if (each == '\\') {
            now = State.WHOLE_ESCAPE;
          }
        }
        case WHOLE_ESCAPE -> now = State.WHOLE_TEXT;
        default -> {
          switch (each) {
            case '"' -> now = State.WHOLE_TEXT;
            case '{', '[' -> depth++;
            case '}', ']' -> {
              if (--depth == 0) {
                now = State.COMMA_OR_END;
              }
            }
            default -> {}
          }
        }
      }
    }
    state = now;
    keep(bytes, from, i);
    return i;
  }

  private static boolean isBlank(byte each) {
    return each == ' ' || each == '\n' || each == '\r' || each == '\t';
  }
}
