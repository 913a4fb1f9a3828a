package dev.weir.app.demo;

import dev.weir.testkit.ProcessState;
import java.time.Duration;
import java.util.Locale;

/** Figures in few characters. */
final class Words {
  private Words() {}

  /** {@code 01:05}, {@code 1:00:00}. */
  static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%02d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  /** {@code 12,345}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 0.8 ms}, {@code 12 ms}, {@code 1.5 s}. */
  static String millis(double millis) {
    if (millis >= 1_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000);
    }
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  static String state(ProcessState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static Tone tone(ProcessState state) {
    return switch (state) {
      case UP -> Tone.GOOD;
      case STARTING -> Tone.WARNING;
      case FROZEN -> Tone.COLD;
      case KILLED, STOPPED -> Tone.BAD;
    };
  }
}
