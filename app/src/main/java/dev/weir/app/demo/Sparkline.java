package dev.weir.app.demo;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last values as a row of bars, each as wide as a character. Used by one thread. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private final int width;
  private final Deque<Double> values = new ArrayDeque<>();

  Sparkline(int width) {
    this.width = width;
  }

  void add(double value) {
    if (values.size() == width) {
      values.removeFirst();
    }
    values.addLast(value);
  }

  List<Double> values() {
    return List.copyOf(values);
  }

  /** Zero is the lowest bar, the greatest value the highest. */
  static String draw(List<Double> values) {
    double most = values.isEmpty() ? 0 : Collections.max(values);
    StringBuilder line = new StringBuilder(values.size());
    for (double value : values) {
      int level = most <= 0 ? 0 : (int) Math.round(value / most * (BARS.length() - 1));
      line.append(BARS.charAt(Math.max(0, level)));
    }
    return line.toString();
  }
}
