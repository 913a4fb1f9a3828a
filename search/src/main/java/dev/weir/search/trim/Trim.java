package dev.weir.search.trim;

import java.util.List;

/**
 * What is kept of answers.
 *
 * @param include what is kept; all if there are no paths
 * @param exclude what is left out of that
 */
public record Trim(FieldPaths include, FieldPaths exclude) {
  /**
   * By paths as they are written.
   *
   * @throws IllegalArgumentException as {@link FieldPaths#of}
   */
  public static Trim of(List<String> include, List<String> exclude) {
    return new Trim(FieldPaths.of(include), FieldPaths.of(exclude));
  }

  /** Whether something may be left out. */
  public boolean isAny() {
    return !include.isEmpty() || !exclude.isEmpty();
  }

  /** Trims one answer. */
  public AnswerTrim begin() {
    return new AnswerTrim(include, exclude);
  }
}
