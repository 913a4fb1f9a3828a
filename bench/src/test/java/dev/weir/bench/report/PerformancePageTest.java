package dev.weir.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
  private static final Result RESULT =
      new Result(
          "cpu",
          "bench/run cpu",
          "Measured so.",
          "2026-01-02T03:04:05Z",
          new Machine(
              "EPYC", 2, 24_000, "Linux 6", "Temurin 25", 0.1, Map.of("nginx", "nginx/1.22")),
          List.of(new Figure("time", "≤ 1.15 × nginx", "13", "nginx 12", "1.08 ×", true)),
          List.of(new Table("Time", List.of("peer", "µs"), List.of(List.of("nginx", "12")))),
          Map.of("time.nginx", List.of(12.0)));

  @Test
  void shouldShowTargetBaselineAndCommandOfEachFigure() {
    String page = PerformancePage.page(List.of(RESULT));

    assertThat(page)
        .contains(
            "| time | ≤ 1.15 × nginx | 13 | nginx 12 | 1.08 × | met |",
            "    bench/run cpu\n",
            "| nginx | 12 |",
            "EPYC, 2 cores")
        .doesNotContain("not quiet");
  }

  @Test
  void shouldReadBackWhatItHasWritten(@TempDir Path folder) {
    Path file = ResultFiles.write(folder, "today", List.of(RESULT));

    assertThat(ResultFiles.read(file)).containsExactly(RESULT);
  }

  @Test
  void shouldTellTheFiguresInOneLine() {
    assertThat(RESULT.summary())
        .isEqualTo("cpu: time: weir 13, nginx 12, 1.08 × (target ≤ 1.15 × nginx: met)");
  }
}
