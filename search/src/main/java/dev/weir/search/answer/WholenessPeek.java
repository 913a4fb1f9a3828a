package dev.weir.search.answer;

/**
 * Tells from the beginning of an answer whether it is whole: of a search, whether all shards have
 * taken part ({@code _shards.failed}); of a bulk, whether no item has failed ({@code errors}).
 * Engines write both before hits and items, so that a few dozen bytes are enough; what comes in
 * another order, or without them, is told to be {@link Verdict#UNKNOWN}.
 *
 * <p>Written by hand because it reads bytes as they come, over any number of pieces, without a copy
 * and without allocation, and stops at the first byte that decides; a JSON library's parser is set
 * up for the whole of a document. Used by one thread; used again after {@link #begin}.
 */
public final class WholenessPeek {
  /** What is known. */
  public enum Verdict {
    /** More bytes may tell. */
    MORE,
    /** Nothing failed. */
    WHOLE,
    /** At least one shard or item failed. */
    PARTIAL,
    /** The bytes do not tell, and more will not. */
    UNKNOWN
  }

  private enum State {
    START,
    /** In the outer object, before a key or its end. */
    KEY_OR_END,
    KEY,
    COLON,
    VALUE,
    STRING,
    ESCAPE,
    /** In a number or a word. */
    SCALAR,
    DONE
  }

  private static final int LONGEST_NAME = 16;

  private final byte[] name = new byte[LONGEST_NAME];
  private int nameLength;
  private State state = State.START;
  private Verdict verdict = Verdict.MORE;

  /** 1 in the answer's object, 2 in {@code _shards}. */
  private int depth;

  private long number;
  private byte first;

  /** Begins with another answer. */
  public void begin() {
    state = State.START;
    verdict = Verdict.MORE;
    depth = 0;
    nameLength = 0;
  }

  /** What is known after all bytes that were taken. */
  public Verdict verdict() {
    return verdict;
  }

  /**
   * Takes the next bytes of the answer.
   *
   * @return whether more are wanted
   */
  public boolean take(byte[] bytes, int from, int to) {
    int at = from;
    while (state != State.DONE && at < to) {
      at = state == State.KEY ? key(bytes, at, to) : at;
      if (at < to) {
        take(bytes[at++]);
      }
    }
    return state != State.DONE;
  }

  /**
   * Takes the next byte of the answer.
   *
   * @return whether another one is wanted
   */
  public boolean take(byte next) {
    switch (state) {
      case START -> start(next);
      case KEY_OR_END -> keyOrEnd(next);
      case KEY -> key(next);
      case COLON -> colon(next);
      case VALUE -> value(next);
      case STRING -> string(next);
      case ESCAPE -> state = State.STRING;
      case SCALAR -> scalar(next);
      case DONE -> {}
    }
    return state != State.DONE;
  }

  private void start(byte next) {
    if (next == '{') {
      depth = 1;
      state = State.KEY_OR_END;
    } else if (!isBlank(next)) {
      decide(Verdict.UNKNOWN);
    }
  }

  private void keyOrEnd(byte next) {
    if (next == '"') {
      nameLength = 0;
      state = State.KEY;
    } else if (next != ',' && !isBlank(next)) {
      // The end of _shards without "failed", of the answer without _shards, or no JSON.
      decide(Verdict.UNKNOWN);
    }
  }

  private void key(byte next) {
    if (next == '"') {
      state = State.COLON;
    } else if (next == '\\') {
      decide(Verdict.UNKNOWN);
    } else {
      if (nameLength < LONGEST_NAME) {
        name[nameLength] = next;
      }
      nameLength++;
    }
  }

  /** As much of a name as is there. */
  private int key(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '"' && bytes[end] != '\\') {
      end++;
    }
    int kept = Math.min(end - from, LONGEST_NAME - nameLength);
    if (kept > 0) {
      System.arraycopy(bytes, from, name, nameLength, kept);
    }
    nameLength += end - from;
    return end;
  }

  private void colon(byte next) {
    if (next == ':') {
      state = State.VALUE;
    } else if (!isBlank(next)) {
      decide(Verdict.UNKNOWN);
    }
  }

  private void value(byte next) {
    if (isBlank(next)) {
      return;
    }
    if (next == '"') {
      state = State.STRING;
    } else if (next == '{' && depth == 1 && isNamed("_shards")) {
      depth = 2;
      state = State.KEY_OR_END;
    } else if (next == '{' || next == '[') {
      decide(Verdict.UNKNOWN);
    } else {
      number = 0;
      first = next;
      state = State.SCALAR;
      scalar(next);
    }
  }

  private void string(byte next) {
    if (next == '"') {
      state = State.KEY_OR_END;
    } else if (next == '\\') {
      state = State.ESCAPE;
    }
  }

  private void scalar(byte next) {
    if (next == ',' || next == '}' || isBlank(next)) {
      if (depth == 2 && isNamed("failed")) {
        decide(number == 0 ? Verdict.WHOLE : Verdict.PARTIAL);
      } else if (depth == 1 && isNamed("errors")) {
        decide(first == 'f' ? Verdict.WHOLE : Verdict.PARTIAL);
      } else if (next == '}') {
        decide(Verdict.UNKNOWN);
      } else {
        state = State.KEY_OR_END;
      }
    } else if (next >= '0' && next <= '9') {
      number = Math.min(number * 10 + (next - '0'), Integer.MAX_VALUE);
    } else if (depth == 2) {
      // Shards are counted in whole numbers.
      decide(Verdict.UNKNOWN);
    }
  }

  private void decide(Verdict found) {
    verdict = found;
    state = State.DONE;
  }

  private boolean isNamed(String wanted) {
    if (nameLength != wanted.length()) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (name[i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }
}
