package dev.weir.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void shouldTakeTheMiddleOfAnOddCount() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 3.0))).isEqualTo(3);
  }

  @Test
  void shouldTakeTheMeanOfTheTwoInTheMiddle() {
    assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
  }

  @Test
  void shouldShowADashForNothing() {
    assertThat(Statistics.format(Statistics.median(List.of()), 2)).isEqualTo("–");
    assertThat(Statistics.range(List.of(), 2)).isEqualTo("–");
  }

  @Test
  void shouldShowHowFarRoundsAreApart() {
    assertThat(Statistics.range(List.of(2.0, 1.5, 3.25), 1)).isEqualTo("1.5–3.3");
  }
}
