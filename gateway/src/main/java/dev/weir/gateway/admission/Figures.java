package dev.weir.gateway.admission;

import java.util.Locale;

/** Measured values, as people read them. */
final class Figures {
  private Figures() {}

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
