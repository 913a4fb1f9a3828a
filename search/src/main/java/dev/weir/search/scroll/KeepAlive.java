package dev.weir.search.scroll;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long engines keep a scroll between two requests, as requests say it. */
public final class KeepAlive {
  /** What engines take where a request says nothing ({@code search.default_keep_alive}). */
  public static final long DEFAULT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final long MOST = Long.MAX_VALUE / 4;

  private KeepAlive() {}

  /**
   * Reads a time with its unit, {@code 1m}, as engines do: in any case, without a fraction.
   *
   * @return nanoseconds; -1 if it is no such time
   */
  public static long nanos(String text) {
    String said = text.strip().toLowerCase(Locale.ROOT);
    int digits = 0;
    while (digits < said.length() && said.charAt(digits) >= '0' && said.charAt(digits) <= '9') {
      digits++;
    }
    long unit =
        switch (said.substring(digits)) {
          case "d" -> TimeUnit.DAYS.toNanos(1);
          case "h" -> TimeUnit.HOURS.toNanos(1);
          case "m" -> TimeUnit.MINUTES.toNanos(1);
          case "s" -> TimeUnit.SECONDS.toNanos(1);
          case "ms" -> TimeUnit.MILLISECONDS.toNanos(1);
          case "micros" -> TimeUnit.MICROSECONDS.toNanos(1);
          case "nanos" -> 1;
          default -> -1;
        };
    if (digits == 0 || unit < 0) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      value = Math.min(value * 10 + said.charAt(i) - '0', MOST / 10);
    }
    return value > MOST / unit ? MOST : value * unit;
  }
}
