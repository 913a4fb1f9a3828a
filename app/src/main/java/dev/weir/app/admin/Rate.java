package dev.weir.app.admin;

import dev.weir.app.config.bind.Durations;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many within a time, as one writes it: {@code 500/s}. */
record Rate(int requests, Duration within) {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})/([0-9]*)(ms|s|m|h|d)");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Rate parse(String text) {
    Matcher rate = WRITTEN.matcher(text);
    if (!rate.matches()) {
      throw new IllegalArgumentException(
          "rate: " + text + " (expected: such as 500/s, 100/10s or 30000/m)");
    }
    String count = rate.group(2).isEmpty() ? "1" : rate.group(2);
    return new Rate(Integer.parseInt(rate.group(1)), Durations.parse(count + rate.group(3)));
  }
}
