package dev.weir.flow.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineHeaderTest {
  private static final Duration SKEW = Duration.ofMillis(100);

  @Test
  void shouldReadTheTimeLeft() {
    assertThat(DeadlineHeader.timeLeft("250")).isEqualTo(250_000_000);
    assertThat(DeadlineHeader.timeLeft("0")).isZero();
    assertThat(DeadlineHeader.timeLeft("999999999999999")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "2s", " 5", "1000000000000000", "٣"})
  void shouldTakeNothingFromWhatIsNoNumber(String value) {
    assertThat(DeadlineHeader.timeLeft(value)).isEqualTo(DeadlineHeader.NONE);
    assertThat(DeadlineHeader.instant(value, 0, SKEW)).isEqualTo(DeadlineHeader.NONE);
  }

  @Test
  void shouldReadAnInstantWithinTheSkew() {
    assertThat(DeadlineHeader.instant("1500", 1000, SKEW)).isEqualTo(600_000_000);
    assertThat(DeadlineHeader.instant("950", 1000, SKEW)).isEqualTo(50_000_000);
    assertThat(DeadlineHeader.instant("899", 1000, SKEW)).isEqualTo(DeadlineHeader.NONE);
  }
}
