package dev.weir.flow.simulation;

import dev.weir.flow.simulation.Chart.Colours;
import dev.weir.flow.simulation.Chart.Line;
import dev.weir.flow.simulation.Chart.Panel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a chart shows of a scenario: the real decisions beside the plain ones. */
final class Picture {
  private static final double LEAST_MILLIS = 1;
  private static final double MOST_MILLIS = 10_000;
  private static final int LINES = 12;

  private Picture() {}

  static String of(Scenario scenario, Report weir, Report plain) {
    return Chart.of(
        Chart.Subject.of(scenario),
        List.of(caption("Weir", weir), caption("Round robin", plain)),
        List.of(
            answered(weir, plain),
            slowest(weir, plain),
            extra(weir, plain),
            taken(scenario, weir)));
  }

  private static String caption(String name, Report report) {
    return String.format(
        Locale.ROOT,
        "%s: %d of %d requests failed, p50 %.0f ms, p99 %.0f ms, p99.9 %.0f ms, %.2f %% sent again,"
            + " %d ejections",
        name,
        report.failures(),
        report.requests(),
        report.millis(50),
        report.millis(99),
        report.millis(99.9),
        report.extraPercent(),
        report.ejections());
  }

  private static Line weir(double[] values) {
    return Line.of(Colours.WEIR, 1.6, values);
  }

  private static Line plain(double[] values) {
    return Line.of(Colours.PLAIN, 1.1, values);
  }

  private static Panel answered(Report weir, Report plain) {
    List<Line> lines = List.of(plain(plain.answeredSeries()), weir(weir.answeredSeries()));
    return new Panel("Answered, % of requests", false, 0, 100, lines);
  }

  private static Panel slowest(Report weir, Report plain) {
    List<Line> lines = List.of(plain(plain.slowestSeries()), weir(weir.slowestSeries()));
    return new Panel(
        "Response time, p99, ms (logarithmic)", true, LEAST_MILLIS, MOST_MILLIS, lines);
  }

  private static Panel extra(Report weir, Report plain) {
    List<Line> lines = List.of(plain(plain.extraSeries()), weir(weir.extraSeries()));
    return new Panel(
        "Sent again, for a hundred requests", false, 0, Math.max(10, Chart.highest(lines)), lines);
  }

  /** Those in trouble in a colour of their own; of many others, the few that got most and least. */
  private static Panel taken(Scenario scenario, Report weir) {
    List<Line> lines = new ArrayList<>();
    int count = scenario.endpoints().size();
    boolean all = scenario.endpoints().stream().noneMatch(each -> each.spans().isEmpty());
    List<Integer> well =
        IntStream.range(0, count)
            .filter(i -> all || scenario.endpoints().get(i).spans().isEmpty())
            .boxed()
            .sorted(Comparator.comparingLong(i -> weir.taken(i, 0, (double) scenario.seconds())))
            .toList();
    for (int i = 0; i < well.size(); i++) {
      if (well.size() <= LINES || i < LINES / 2 || i >= well.size() - LINES / 2) {
        lines.add(Line.of(Colours.OTHER, 0.7, weir.takenSeries(well.get(i))));
      }
    }
    for (int i = 0; i < count && !all; i++) {
      if (!scenario.endpoints().get(i).spans().isEmpty()) {
        lines.add(Line.of(Colours.FAULTY, 1, weir.takenSeries(i)));
      }
    }
    return new Panel(
        "Requests a second to each endpoint, by Weir (those in trouble: orange)",
        false,
        0,
        Chart.highest(lines),
        lines);
  }
}
