package dev.weir.search.answer;

import dev.weir.search.scroll.ScrollId;

/**
 * Reads from the beginning of a search's answer what it cost and found: {@code took}, {@code
 * timed_out}, {@code _shards} and {@code hits.total}. Engines write all of it before the hits, so
 * that a few hundred bytes are enough; what else stands there is passed over. Of a multi-search it
 * is the time of all, and the shards and hits of the first.
 *
 * <p>Written by hand because it reads bytes as they come, over any number of pieces, without a copy
 * and without allocation, and stops as soon as it knows; a JSON library's parser is set up for the
 * whole of a document. Used by one thread; used again after {@link #begin}.
 */
public final class AnswerFigures {
  private enum State {
    START,
    /** Before a name, or the end of an object. */
    NAME_OR_END,
    NAME,
    COLON,
    VALUE,
    /** In a text that is a value. */
    TEXT,
    /** In the id of a scroll. */
    SCROLL_ID,
    /** In a number or a word. */
    SCALAR,
    /** In an object or array that is of no interest. */
    SKIPPED,
    SKIPPED_TEXT,
    DONE
  }

  private enum Within {
    ANSWER,
    SHARDS,
    HITS,
    TOTAL
  }

  private static final int LONGEST_NAME = 16;

  private final byte[] name = new byte[LONGEST_NAME];
  private int nameLength;
  private State state = State.START;
  private Within within = Within.ANSWER;
  private boolean escaped;
  private int skippedDepth;
  private long number;
  private byte first;
  private boolean whole;

  private long took;
  private boolean timedOut;
  private int shards;
  private int skipped;
  private int failed;
  private long hits;
  private long scroll;
  private int scrollLength;
  private boolean scrollKnown;

  public AnswerFigures() {
    begin();
  }

  /** Begins with another answer. */
  public void begin() {
    state = State.START;
    within = Within.ANSWER;
    escaped = false;
    took = -1;
    timedOut = false;
    shards = -1;
    skipped = 0;
    failed = 0;
    hits = -1;
    scroll = ScrollId.begin();
    scrollLength = 0;
    scrollKnown = false;
  }

  /** Milliseconds of the engine; -1 if it does not say, or has not yet. */
  public long took() {
    return took;
  }

  /** Whether the engine has given up on part of it. */
  public boolean timedOut() {
    return timedOut;
  }

  /** Shards that it went to; -1 if it does not say, or has not yet. */
  public int shards() {
    return shards;
  }

  /** Of those, how many were passed over, since they could not hold a hit. */
  public int skippedShards() {
    return skipped;
  }

  /** Of those, how many have failed. */
  public int failedShards() {
    return failed;
  }

  /** Hits in all, as far as they were counted; -1 if it does not say, or has not yet. */
  public long hits() {
    return hits;
  }

  /**
   * The id of the scroll that the answer belongs to; {@link ScrollId#NONE} if it does not say, or
   * has not yet. Engines write it first.
   */
  public long scrollId() {
    return scrollKnown ? ScrollId.end(scroll) : ScrollId.NONE;
  }

  /** Whether nothing more is to be learned. */
  public boolean isDone() {
    return state == State.DONE;
  }

  /**
   * Takes the next bytes of the answer.
   *
   * @return whether more are wanted
   */
  public boolean take(byte[] bytes, int from, int to) {
    int at = from;
    while (state != State.DONE && at < to) {
      at =
          switch (state) {
            case NAME -> name(bytes, at, to);
            case SCALAR -> digits(bytes, at, to);
            default -> at;
          };
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
      case NAME_OR_END -> nameOrEnd(next);
      case NAME -> name(next);
      case COLON -> colon(next);
      case VALUE -> value(next);
      case TEXT -> text(next, State.NAME_OR_END);
      case SCROLL_ID -> scrollId(next);
      case SCALAR -> scalar(next);
      case SKIPPED -> skipped(next);
      case SKIPPED_TEXT -> text(next, State.SKIPPED);
      case DONE -> {}
    }
    return state != State.DONE;
  }

  private void start(byte next) {
    if (next == '{') {
      state = State.NAME_OR_END;
    } else if (!isBlank(next)) {
      state = State.DONE;
    }
  }

  private void nameOrEnd(byte next) {
    if (next == '"') {
      nameLength = 0;
      state = State.NAME;
    } else if (next == '}') {
      leave();
    } else if (next != ',' && !isBlank(next)) {
      state = State.DONE;
    }
  }

  /** The end of an object. */
  private void leave() {
    switch (within) {
      case SHARDS -> within = Within.ANSWER;
      case ANSWER, HITS, TOTAL -> state = State.DONE;
    }
  }

  private void name(byte next) {
    if (next == '"') {
      state = State.COLON;
    } else {
      if (nameLength < LONGEST_NAME) {
        name[nameLength] = next;
      }
      nameLength++;
    }
  }

  /** As much of a name as is there: names are most of what stands before the hits. */
  private int name(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '"') {
      end++;
    }
    int kept = Math.min(end - from, LONGEST_NAME - nameLength);
    if (kept > 0) {
      System.arraycopy(bytes, from, name, nameLength, kept);
    }
    nameLength += end - from;
    return end;
  }

  private int digits(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
      number = Math.min(number * 10 + (bytes[end++] - '0'), Long.MAX_VALUE / 20);
    }
    return end;
  }

  private void colon(byte next) {
    if (next == ':') {
      state = State.VALUE;
    } else if (!isBlank(next)) {
      state = State.DONE;
    }
  }

  private void value(byte next) {
    if (isBlank(next)) {
      return;
    }
    switch (next) {
      case '"' -> state = isScrollId() ? State.SCROLL_ID : State.TEXT;
      case '{' -> enter();
      case '[' -> {
        if (within == Within.ANSWER && isNamed("responses")) {
          // The first answer of many: it says nothing new of the time.
          state = State.START;
        } else {
          skip();
        }
      }
      default -> {
        number = 0;
        whole = true;
        first = next;
        state = State.SCALAR;
        scalar(next);
      }
    }
  }

  private void enter() {
    if (within == Within.ANSWER && isNamed("_shards")) {
      within = Within.SHARDS;
      state = State.NAME_OR_END;
    } else if (within == Within.ANSWER && isNamed("hits")) {
      within = Within.HITS;
      state = State.NAME_OR_END;
    } else if (within == Within.HITS && isNamed("total")) {
      within = Within.TOTAL;
      state = State.NAME_OR_END;
    } else {
      skip();
    }
  }

  private void skip() {
    if (within == Within.HITS) {
      // The hits themselves: the total would have stood before them.
      state = State.DONE;
      return;
    }
    skippedDepth = 1;
    state = State.SKIPPED;
  }

  private void skipped(byte next) {
    switch (next) {
      case '"' -> state = State.SKIPPED_TEXT;
      case '{', '[' -> skippedDepth++;
      case '}', ']' -> {
        skippedDepth--;
        if (skippedDepth == 0) {
          state = State.NAME_OR_END;
        }
      }
      default -> {}
    }
  }

  private void text(byte next, State then) {
    if (escaped) {
      escaped = false;
    } else if (next == '\\') {
      escaped = true;
    } else if (next == '"') {
      state = then;
    }
  }

  private boolean isScrollId() {
    return within == Within.ANSWER && !scrollKnown && isNamed("_scroll_id");
  }

  private void scrollId(byte next) {
    text(next, State.NAME_OR_END);
    if (state != State.SCROLL_ID) {
      scrollKnown = true;
    } else if (scrollLength < ScrollId.MOST) {
      scroll = ScrollId.next(scroll, next);
      scrollLength++;
      scrollKnown = scrollLength == ScrollId.MOST;
    }
  }

  private void scalar(byte next) {
    if (next == ',' || next == '}' || isBlank(next)) {
      state = State.NAME_OR_END;
      note();
      if (state != State.DONE && next == '}') {
        leave();
      }
    } else if (next >= '0' && next <= '9') {
      number = Math.min(number * 10 + (next - '0'), Long.MAX_VALUE / 20);
    } else {
      whole = false;
    }
  }

  private void note() {
    switch (within) {
      case ANSWER -> {
        if (isNamed("took") && whole && took < 0) {
          took = number;
        } else if (isNamed("timed_out")) {
          timedOut |= first == 't';
        }
      }
      case SHARDS -> noteShards();
      case HITS -> {
        if (isNamed("total") && whole) {
          hits = number;
          state = State.DONE;
        }
      }
      case TOTAL -> {
        if (isNamed("value") && whole) {
          hits = number;
          state = State.DONE;
        }
      }
    }
  }

  private void noteShards() {
    int count = (int) Math.min(number, Integer.MAX_VALUE);
    if (!whole) {
      return;
    }
    if (isNamed("total")) {
      shards = count;
    } else if (isNamed("skipped")) {
      skipped = count;
    } else if (isNamed("failed")) {
      failed = count;
    }
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
