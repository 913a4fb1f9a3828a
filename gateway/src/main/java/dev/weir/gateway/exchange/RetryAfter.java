package dev.weir.gateway.exchange;

import dev.weir.gateway.http.Head;

/** When a node wants to be asked again (RFC 9110 §10.2.3). */
final class RetryAfter {
  private static final int MOST_DIGITS = 9;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private RetryAfter() {}

  /**
   * The wait in nanoseconds; -1 if the head names none, or names a date, for whose clock nobody
   * vouches.
   */
  static long nanos(Head head) {
    for (int i = 0; i < head.fieldCount(); i++) {
      if (head.isNamed(i, "Retry-After")) {
        return seconds(head.fieldValue(i));
      }
    }
    return -1;
  }

  private static long seconds(String value) {
    boolean number =
        !value.isEmpty()
            && value.length() <= MOST_DIGITS
            && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return number ? Long.parseLong(value) * NANOS_PER_SECOND : -1;
  }
}
