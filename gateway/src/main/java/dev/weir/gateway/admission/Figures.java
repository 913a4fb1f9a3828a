package dev.weir.gateway.admission;

import java.time.Duration;
import java.util.Locale;

/** Measured values, as people read them. */
final class Figures {
  private Figures() {}

  /** In whole seconds, if it is. */
  static String said(Duration time) {
    long millis = time.toMillis();
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
  }

  /** To a tenth, with its unit. */
  static String said(double value, String unit) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    boolean whole = value == Math.rint(value);
    String number = whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
