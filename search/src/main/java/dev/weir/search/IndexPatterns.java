package dev.weir.search;

import java.util.List;

/**
 * Names of indices with {@code *} for any characters, as someone has configured them. An expression
 * of a request fits if one of the names that it lists fits one of them, letter for letter: a
 * wildcard of the request is not resolved, so {@code logs-*} fits {@code logs-*}, and {@code *}
 * does not. Immutable; safe from any thread; asking allocates nothing.
 */
public final class IndexPatterns {
  private final List<String> patterns;

  public IndexPatterns(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /**
   * Whether an expression names an index that one of them fits. Those that it excludes, by a minus
   * before them, do not count.
   *
   * @param expression names, patterns, with commas between them
   */
  public boolean fit(String expression) {
    int from = 0;
    while (from <= expression.length()) {
      int comma = expression.indexOf(',', from);
      int to = comma < 0 ? expression.length() : comma;
      if (to > from && expression.charAt(from) != '-' && fitsAny(expression, from, to)) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  private boolean fitsAny(String expression, int from, int to) {
    for (int i = 0; i < patterns.size(); i++) {
      if (fits(patterns.get(i), expression, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** In time that grows with the product of the lengths at most: only the last star is moved. */
  private static boolean fits(String pattern, String text, int from, int to) {
    int at = from;
    int next = 0;
    int star = -1;
    int covered = from;
    while (at < to) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        covered = at;
      } else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
        next++;
        at++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++covered;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }
}
