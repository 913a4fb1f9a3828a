package dev.weir.flow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.simulation.Chart.Colours;
import dev.weir.flow.simulation.Chart.Line;
import dev.weir.flow.simulation.Chart.Panel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** With {@code -Dweir.golden=write}, the chart is written anew. */
class KneeTest {
  private static final Path CHART = Path.of("../docs/simulation/knee.svg");
  private static final int FIXED = 100;
  private static final int END = (int) Knee.SECONDS;

  private static final KneeReport ADAPTIVE = Knee.adaptive();
  private static final KneeReport GUESSED = Knee.fixed(FIXED);
  private static final KneeReport UNLIMITED = Knee.unlimited();

  @Test
  void shouldKeepNineTenthsOfTheWorkGoing() {
    assertThat(ADAPTIVE.served(3, 40)).isGreaterThan(0.9 * Knee.CAPACITY);
    assertThat(ADAPTIVE.served(42, 75)).isGreaterThan(0.9 * Knee.CAPACITY / 3);
    assertThat(ADAPTIVE.served(77, 100)).isGreaterThan(0.9 * Knee.CAPACITY);
    assertThat(ADAPTIVE.served(102, 130)).isGreaterThan(0.9 * Knee.CAPACITY / 3);
    assertThat(ADAPTIVE.served(132, END)).isGreaterThan(0.9 * Knee.CAPACITY);
  }

  @Test
  void shouldFollowTheKneeAndNotTheSpeed() {
    assertThat(ADAPTIVE.limit(10, 40)).isBetween(20.0, 40.0);
    assertThat(ADAPTIVE.limit(45, 75)).as("slow").isBetween(20.0, 40.0);
    assertThat(ADAPTIVE.limit(105, 130)).as("few workers").isBetween(6.0, 15.0);
    assertThat(ADAPTIVE.limit(135, END)).isBetween(20.0, 40.0);
  }

  @Test
  void shouldServeAllOfHighPriorityOnceItHasFoundTheKnee() {
    assertThat(ADAPTIVE.highFailedPercent(3, 40)).isZero();
    assertThat(ADAPTIVE.highFailedPercent(42, 75)).isZero();
    assertThat(ADAPTIVE.highFailedPercent(102, 130)).isZero();
    assertThat(ADAPTIVE.highFailedPercent(132, END)).isZero();
  }

  @Test
  void shouldBeFasterThanALimitThatWasGuessed() {
    assertThat(ADAPTIVE.highMillis(3, 40)).isLessThan(0.9 * GUESSED.highMillis(3, 40));
    assertThat(ADAPTIVE.highMillis(102, 130)).isLessThan(0.5 * GUESSED.highMillis(102, 130));
  }

  @Test
  void shouldBeNeededAtAll() {
    assertThat(UNLIMITED.served(10, 40)).isLessThan(0.2 * Knee.CAPACITY);
    assertThat(UNLIMITED.highFailedPercent(10, 40)).isGreaterThan(80);
  }

  @Test
  void shouldLookAsItsChart() throws IOException {
    String chart = draw();
    if ("write".equals(System.getProperty("weir.golden"))) {
      Files.writeString(CHART, chart);
    }

    assertThat(chart)
        .as(
            "%s differs; if that is meant: mvn test -pl flow -Dtest=KneeTest"
                + " -Dweir.golden=write",
            CHART)
        .isEqualTo(Files.readString(CHART));
  }

  private static String draw() {
    String title =
        "Half as much again is asked as can be done: three times slower, then a third of the"
            + " workers";
    return Chart.of(
        new Chart.Subject(title, END, Knee.troubles()),
        List.of(
            caption("Adaptive", ADAPTIVE),
            caption("A limit of " + FIXED, GUESSED),
            caption("No limit", UNLIMITED)),
        List.of(
            panel("Served in time, requests a second", KneeReport::servedSeries, false, 0, 3000),
            panel(
                "Response time of high priority, p99, ms (logarithmic)",
                KneeReport::highMillisSeries,
                true,
                10,
                2000),
            panel("Of high priority, % that failed", KneeReport::highFailedSeries, false, 0, 100),
            new Panel(
                "Limit (the knee is at 24, and at 8 with a third of the workers)",
                false,
                0,
                FIXED,
                List.of(plain(GUESSED.limitSeries()), weir(ADAPTIVE.limitSeries())))));
  }

  private static Line weir(double[] values) {
    return Line.of(Colours.WEIR, 1.6, values);
  }

  private static Line plain(double[] values) {
    return Line.of(Colours.PLAIN, 1.1, values);
  }

  private static Panel panel(
      String title,
      Function<KneeReport, double[]> series,
      boolean logarithmic,
      double low,
      double high) {
    return new Panel(
        title,
        logarithmic,
        low,
        high,
        List.of(
            Line.of(Colours.THIRD, 1.1, series.apply(UNLIMITED)),
            plain(series.apply(GUESSED)),
            weir(series.apply(ADAPTIVE))));
  }

  private static String caption(String name, KneeReport report) {
    return String.format(
        Locale.ROOT,
        "%s: %.0f of %.0f a second served, p99 of high priority %.0f ms, %.2f %% of them failed",
        name,
        report.served(0, END),
        Knee.PER_SECOND,
        report.highMillis(0, END),
        report.highFailedPercent(0, END));
  }
}
