package dev.weir.search.bulk;

import java.nio.charset.StandardCharsets;

/**
 * Tells of the answer to a bulk, as it passes, whether any of its items was turned away: answered
 * 429, though the bulk itself was answered 200.
 *
 * <p>Written by hand because it reads bytes as they come, over any number of pieces, without a copy
 * and without allocation, and stops within a few dozen bytes where nothing has failed, as a rule; a
 * JSON library's parser is set up for the whole of a document. Used by one thread; used again after
 * {@link #begin}.
 */
public final class RejectedItems {
  /** In the answer, in {@code items}, in an item, in what is under its action's name. */
  private static final int DEPTH_OF_STATUS = 4;

  private static final int DEPTH_OF_ERRORS = 1;
  private static final byte[] STATUS = "status".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ERRORS = "errors".getBytes(StandardCharsets.US_ASCII);
  private static final int TOO_MANY_REQUESTS = 429;

  private int depth;
  private boolean inString;
  private boolean escaped;

  /** Bytes of the string that was read last; below 0 once it can be none of the names. */
  private int length;

  private boolean isStatus;
  private boolean isErrors;

  /** Whether what comes next is the value of the name that was read last. */
  private boolean inValue;

  private int number;
  private boolean found;
  private boolean over;

  /** Begins with another answer. */
  public void begin() {
    depth = 0;
    inString = false;
    escaped = false;
    inValue = false;
    number = 0;
    isStatus = false;
    isErrors = false;
    found = false;
    over = false;
  }

  /** Whether an item was turned away, as far as the answer has been read. */
  public boolean isFound() {
    return found;
  }

  /**
   * Takes the next bytes of the answer.
   *
   * @return whether more are wanted
   */
  public boolean take(byte[] bytes, int from, int to) {
    for (int i = from; !over && i < to; i++) {
      take(bytes[i]);
    }
    return !over;
  }

  /**
   * Takes the next byte of the answer.
   *
   * @return whether another one is wanted
   */
  public boolean take(byte next) {
    if (over) {
      return false;
    }
    if (inString) {
      string(next);
    } else {
      structure(next);
    }
    return !over;
  }

  private void string(byte next) {
    if (escaped) {
      escaped = false;
      isStatus = false;
      isErrors = false;
    } else if (next == '\\') {
      escaped = true;
    } else if (next == '"') {
      inString = false;
      isStatus &= length == STATUS.length;
      isErrors &= length == ERRORS.length;
    } else {
      isStatus &= length < STATUS.length && STATUS[length] == next;
      isErrors &= length < ERRORS.length && ERRORS[length] == next;
      length = Math.min(length + 1, STATUS.length + 1);
    }
  }

  private void structure(byte next) {
    switch (next) {
      case '"' -> {
        inString = true;
        inValue = false;
        length = 0;
        isStatus = true;
        isErrors = true;
      }
      case ':' -> {
        inValue = true;
        number = 0;
      }
      case '{', '[' -> {
        inValue = false;
        depth++;
      }
      case '}', ']' -> {
        valueEnds();
        depth--;
        over |= depth <= 0;
      }
      case ',' -> valueEnds();
      default -> value(next);
    }
  }

  private void value(byte next) {
    if (!inValue) {
      return;
    }
    if (isErrors && depth == DEPTH_OF_ERRORS && next == 'f') {
      // "errors":false, which engines write before the items.
      over = true;
    } else if (next >= '0' && next <= '9') {
      number = Math.min(number * 10 + (next - '0'), Integer.MAX_VALUE / 100);
    }
  }

  private void valueEnds() {
    if (inValue && isStatus && depth == DEPTH_OF_STATUS && number == TOO_MANY_REQUESTS) {
      found = true;
      over = true;
    }
    inValue = false;
  }
}
