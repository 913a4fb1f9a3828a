package dev.weir.flow.deadline;

import java.time.Duration;

/**
 * Reads how long a caller waits from what it says in a header: milliseconds that are left, or the
 * instant at which it goes. Stateless; allocates nothing.
 */
public final class DeadlineHeader {
  /** What both methods return for a value that says nothing. */
  public static final long NONE = -1;

  private static final int MOST_DIGITS = 15;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private DeadlineHeader() {}

  /**
   * Milliseconds that are left, as a decimal number.
   *
   * @return nanoseconds, or {@link #NONE}
   */
  public static long timeLeft(CharSequence value) {
    long millis = number(value);
    return millis < 0 ? NONE : Math.min(millis, Long.MAX_VALUE / NANOS_PER_MILLI) * NANOS_PER_MILLI;
  }

  /**
   * An instant, in milliseconds since 1970 by the caller's clock.
   *
   * @param wallMillis the own clock
   * @param skew by how much the clocks may differ; a caller is given that much more, and an instant
   *     that lies in the past by more than this says nothing, for the clock is wrong
   * @return nanoseconds, or {@link #NONE}
   */
  public static long instant(CharSequence value, long wallMillis, Duration skew) {
    long millis = number(value);
    if (millis < 0) {
      return NONE;
    }
    long left = millis - wallMillis + skew.toMillis();
    return left < 0 ? NONE : Math.min(left, Long.MAX_VALUE / NANOS_PER_MILLI) * NANOS_PER_MILLI;
  }

  private static long number(CharSequence value) {
    int length = value.length();
    if (length == 0 || length > MOST_DIGITS) {
      return NONE;
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      char digit = value.charAt(i);
      if (digit < '0' || digit > '9') {
        return NONE;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }
}
