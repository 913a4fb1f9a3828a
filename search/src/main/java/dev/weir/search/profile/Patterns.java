package dev.weir.search.profile;

/** How much of a pattern is plain: the terms of an index are gone through from there on. */
final class Patterns {
  private Patterns() {}

  /** Bytes in front of the first wildcard. */
  static int wildcardPrefix(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '*', '?' -> {
          return i - from;
        }
        case '\\' -> i++;
        default -> {}
      }
    }
    return to - from;
  }

  /** Bytes in front of the first wildcard of a pattern of SQL. */
  static int likePrefix(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '%', '_' -> {
          return i - from;
        }
        case '\\' -> i++;
        default -> {}
      }
    }
    return to - from;
  }

  /**
   * Bytes in front of the first that is more than itself, by Lucene's syntax of regular
   * expressions; one that may be repeated, or left out, is not among them.
   */
  static int regexpPrefix(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '|' -> {
          return 0;
        }
        case '*', '?', '{' -> {
          return hasAlternative(bytes, i, to) ? 0 : Math.max(0, i - 1 - from);
        }
        case '+', '.', '[', ']', '(', ')', '}', '^', '$', '<', '>', '"', '~', '@', '#', '&' -> {
          return hasAlternative(bytes, i, to) ? 0 : i - from;
        }
        case '\\' -> i++;
        default -> {}
      }
    }
    return to - from;
  }

  /** Whether an alternative follows that is in no bracket, so that the prefix is of one only. */
  private static boolean hasAlternative(byte[] bytes, int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '\\' -> i++;
        case '(', '[' -> depth++;
        case ')', ']' -> depth--;
        case '|' -> {
          if (depth <= 0) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }
}
