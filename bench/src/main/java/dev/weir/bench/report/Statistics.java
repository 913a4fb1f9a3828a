package dev.weir.bench.report;

import java.util.List;
import java.util.Locale;

/** What is told of a figure that was measured in several rounds. */
public final class Statistics {
  private Statistics() {}

  /** The middle value, or the mean of the two in the middle; not a number if there are none. */
  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** {@code lowest–highest}, to show how far rounds are apart. */
  public static String range(List<Double> values, int decimals) {
    if (values.isEmpty()) {
      return "–";
    }
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return format(low, decimals) + "–" + format(high, decimals);
  }

  /** A number with so many decimals, or a dash for none. */
  public static String format(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
