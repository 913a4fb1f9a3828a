package dev.weir.flow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.simulation.Scenario.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code -Dweir.golden=write}, charts are written anew. */
class SimulationTest {
  private static final Path FOLDER = Path.of("../docs/simulation");

  /** Runs are the same each time; a fleet takes seconds. */
  private static final Map<String, Report> RUNS = new HashMap<>();

  private static Report run(Scenario scenario) {
    return RUNS.computeIfAbsent(scenario.name(), _ -> scenario.run());
  }

  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void shouldKeepToItsBounds(Scenario scenario) {
    Report report = run(scenario);
    Bounds bounds = scenario.bounds();

    assertThat(report.answeredPercent()).isGreaterThanOrEqualTo(bounds.answered());
    assertThat(report.millis(99)).isLessThanOrEqualTo(bounds.slowest());
    assertThat(report.extraPercent()).isLessThanOrEqualTo(bounds.extra());
    assertThat(report.ejections()).isLessThanOrEqualTo(bounds.ejections());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void shouldLookAsItsChart(Scenario scenario) throws IOException {
    Report plain = scenario.runPlain();
    String chart = Picture.of(scenario, run(scenario), plain);
    Path file = FOLDER.resolve(scenario.name() + ".svg");
    if ("write".equals(System.getProperty("weir.golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, chart);
    }

    assertThat(chart)
        .as(
            "%s differs; if that is meant: mvn test -pl flow -Dtest=SimulationTest"
                + " -Dweir.golden=write",
            file)
        .isEqualTo(Files.readString(file));
  }

  @Test
  void shouldBeTheSameEachTime() {
    Scenario scenario = Scenarios.lossy();

    String again = Picture.of(scenario, scenario.run(), scenario.runPlain());

    assertThat(again).isEqualTo(Picture.of(scenario, run(scenario), scenario.runPlain()));
  }

  @Test
  void shouldSpreadAFleetsRequestsEvenly() {
    Report report = run(Scenarios.fleet());

    // 5000 requests a second on 100 endpoints: 400 each in eight seconds; chance alone strays by
    // four times their root.
    IntStream.range(0, 100)
        .forEach(endpoint -> assertThat(report.taken(endpoint, 0, 8)).isBetween(320L, 480L));
  }

  @Test
  void shouldNotRushToAnEndpointThatReturns() {
    Report report = run(Scenarios.fleet());

    // Five in a tenth of a second are usual, twelve happen by chance.
    IntStream.range(0, 20)
        .forEach(endpoint -> assertThat(report.burst(endpoint, 16, 45)).isLessThanOrEqualTo(20));
  }

  @Test
  void shouldNotFlapInAFleet() {
    Report report = run(Scenarios.fleet());

    // Ten freeze, and each of a thousand gateways takes each of them out once.
    assertThat(report.ejections()).isLessThanOrEqualTo(10_000);
    assertThat(report.mostExtraPercent()).isLessThan(20);
  }
}
