package dev.weir.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What one command has measured.
 *
 * @param run its name: cpu, latency, …
 * @param command that measures it again
 * @param method how it was measured, in a few sentences
 * @param date when it began, UTC, ISO 8601
 * @param samples every round's raw value, by figure and peer
 */
public record Result(
    String run,
    String command,
    String method,
    String date,
    Machine machine,
    List<Figure> figures,
    List<Table> tables,
    Map<String, List<Double>> samples) {
  public Result {
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
    samples = Map.copyOf(samples);
  }

  /** The figures in one line. */
  public String summary() {
    List<String> parts =
        figures.stream()
            .map(
                figure ->
                    "%s: weir %s, %s, %s (target %s: %s)"
                        .formatted(
                            figure.name(),
                            figure.weir(),
                            figure.baseline(),
                            figure.comparison(),
                            figure.target(),
                            figure.verdict()))
            .toList();
    return run
        + ": "
        + (parts.isEmpty()
            ? "measured, nothing to hold against a target"
            : String.join("; ", parts));
  }
}
