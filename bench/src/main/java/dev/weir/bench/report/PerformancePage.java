package dev.weir.bench.report;

import java.util.List;

/** Writes {@code docs/performance.md} out of results. */
public final class PerformancePage {
  private static final String HEAD =
      """
      # Performance

      What Weir costs and what it holds, beside others in the same run. This page is written by `bench/run all` (or by
      `bench/run document RESULT.json …` from stored results): change the bench, not the page. The raw rounds are under
      `bench/results/`.

      Every peer does a plain pass before the same node on loopback. The proxy has one core to itself; load and node share
      the others. Rounds of the peers are interleaved, so that what slows the machine for a while slows all of them, and
      medians are told. `direct` is the client without any proxy: what the bench itself costs. The fault runs are otherwise:
      each peer stands before a cluster of its own, and everybody shares all cores.

      """;

  private PerformancePage() {}

  public static String page(List<Result> results) {
    return HEAD + resultsOnly(results);
  }

  static String resultsOnly(List<Result> results) {
    StringBuilder text = new StringBuilder("## Figures and targets\n\n");
    text.append("| figure | target | Weir | baseline | comparison | |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    for (Result result : results) {
      for (Figure figure : result.figures()) {
        text.append(
            "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                    figure.name(),
                    figure.target(),
                    figure.weir(),
                    figure.baseline(),
                    figure.comparison(),
                    figure.verdict()));
      }
    }
    for (Result result : results) {
      text.append("\n## ").append(result.run()).append("\n\n");
      text.append("    ").append(result.command()).append("\n\n");
      text.append(result.method().strip()).append("\n\n");
      result.tables().forEach(table -> text.append(table.markdown()).append('\n'));
      text.append(result.date()).append(" on ").append(result.machine().describe()).append('\n');
    }
    return text.toString();
  }
}
