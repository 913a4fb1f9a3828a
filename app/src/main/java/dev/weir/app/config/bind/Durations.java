package dev.weir.app.config.bind;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 2s}, {@code 1m}, {@code 2h}, {@code 1d}.
 */
public final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,18})(ms|s|m|h|d)");

  /** Far below what nanoseconds in a long can hold, so that code may count in them. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Durations() {}

  /**
   * Reads a whole number and its unit; at most ten years.
   *
   * @throws IllegalArgumentException if it is not written so
   */
  public static Duration parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      long millis = millis(matcher.group(2));
      if (number <= LONGEST.toMillis() / millis) {
        return Duration.ofMillis(number * millis);
      }
    }
    throw new IllegalArgumentException(
        "duration: " + text + " (expected: 500ms, 2s, 1m, 2h or 1d, at most 3650d)");
  }

  /** Writes a duration of whole milliseconds so that {@link #parse} reads it. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      if (millis % millis(unit) == 0) {
        return millis / millis(unit) + unit;
      }
    }
    return millis + "ms";
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "d" -> 86_400_000;
      case "h" -> 3_600_000;
      case "m" -> 60_000;
      case "s" -> 1_000;
      default -> 1;
    };
  }
}
