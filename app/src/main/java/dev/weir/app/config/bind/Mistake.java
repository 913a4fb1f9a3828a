package dev.weir.app.config.bind;

import java.util.Comparator;

/**
 * One mistake in a configuration file. Holds nothing of a secret's value and no control characters.
 *
 * @param line counted from 1
 * @param column in characters, counted from 1
 * @param path where in the configuration, {@code clusters[0].pool.max-wait}; empty for the file
 * @param value what is there, shortened; {@code nothing} if something is missing
 * @param expected what would be right
 * @param excerpt the part of the line that is around the column; empty if it must not be shown
 * @param caret where in the excerpt the column is, counted from 0
 */
public record Mistake(
    int line, int column, String path, String value, String expected, String excerpt, int caret)
    implements Comparable<Mistake> {

  private static final Comparator<Mistake> ORDER =
      Comparator.comparingInt(Mistake::line)
          .thenComparingInt(Mistake::column)
          .thenComparing(Mistake::path)
          .thenComparing(Mistake::expected)
          .thenComparing(Mistake::value);

  /** By place in the file. */
  @Override
  public int compareTo(Mistake other) {
    return ORDER.compare(this, other);
  }

  /** {@code LINE:COLUMN: path: value (expected: …)}. */
  @Override
  public String toString() {
    return "%d:%d: %s%s (expected: %s)"
        .formatted(line, column, path.isEmpty() ? "" : path + ": ", value, expected);
  }
}
