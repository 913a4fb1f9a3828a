package dev.weir.app.suggest;

import java.time.Duration;

/** Numbers and times as people like them. */
final class Figures {
  private static final double MARGIN = 1.5;
  private static final long LEAST = 5;

  private Figures() {}

  /** Half as much again, rounded up to two digits; at least 5. */
  static long generous(double measured) {
    return Math.max(LEAST, roundUp(measured * MARGIN));
  }

  /** Rounded up to two digits. */
  static long roundUp(double value) {
    long whole = (long) Math.ceil(value);
    long unit = 1;
    while (whole / unit >= 100) {
      unit *= 10;
    }
    return (whole + unit - 1) / unit * unit;
  }

  /** A time in its two largest units. */
  static String time(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : seconds + " s";
  }

  /** Milliseconds as a configuration spells them. */
  static String duration(long millis) {
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }

  /** A part of a whole. */
  static String percent(long part, long whole) {
    return whole == 0 ? "0 %" : "%.2f %%".formatted(100.0 * part / whole);
  }
}
