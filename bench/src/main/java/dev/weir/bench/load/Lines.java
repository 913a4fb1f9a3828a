package dev.weir.bench.load;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How load processes tell their figures: one line of {@code key=value} after a marker. */
final class Lines {
  static final String MARKER = "figures";

  private Lines() {}

  static Map<String, Double> parse(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(MARKER + " "))
        .findFirst()
        .map(Lines::parseLine)
        .orElseThrow(() -> new IllegalArgumentException("no figures in:\n" + output));
  }

  private static Map<String, Double> parseLine(String line) {
    return Stream.of(line.substring(MARKER.length() + 1).strip().split(" ", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
  }
}
