package dev.weir.flow.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  private final LatencyWindow window = new LatencyWindow(95, Duration.ofSeconds(5), 0);

  @Test
  void shouldKnowNothingAtFirst() {
    assertThat(window.quantile(0)).isEqualTo(-1);

    record(100, 10 * MILLI, 0);

    assertThat(window.quantile(SECOND)).isEqualTo(-1);
  }

  @Test
  void shouldTellTheQuantileOfTheWindowBefore() {
    record(94, 10 * MILLI, 0);
    record(6, 500 * MILLI, 0);

    assertThat(window.quantile(5 * SECOND)).isBetween(495 * MILLI, 505 * MILLI);

    record(100, 20 * MILLI, 6 * SECOND);

    assertThat(window.quantile(9 * SECOND)).isBetween(495 * MILLI, 505 * MILLI);
    assertThat(window.quantile(11 * SECOND)).isBetween(19 * MILLI, 21 * MILLI);
  }

  @Test
  void shouldKeepTheLastFigureThroughQuietTimes() {
    record(100, 10 * MILLI, 0);
    record(3, 900 * MILLI, 6 * SECOND);

    assertThat(window.quantile(12 * SECOND)).isBetween(9 * MILLI, 11 * MILLI);
  }

  @Test
  void shouldTakeAnyTime() {
    record(50, Long.MAX_VALUE, 0);
    record(50, -1, 0);

    assertThat(window.quantile(5 * SECOND)).isGreaterThan(59 * SECOND);
  }

  private void record(int count, long nanos, long now) {
    for (int i = 0; i < count; i++) {
      window.record(nanos, now);
    }
  }
}
