package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LatencyEstimateTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LatencyEstimate estimate = new LatencyEstimate(10 * SECOND);

  @Test
  void shouldKnowNothingAtFirst() {
    assertThat(estimate.nanos(0)).isZero();
    assertThat(estimate.nanos(Long.MAX_VALUE)).isZero();
  }

  @Test
  void shouldFollowASlowAnswerAtOnce() {
    estimate.record(MILLISECOND, 0);
    estimate.record(50 * MILLISECOND, 1);

    assertThat(estimate.nanos(1)).isCloseTo(50e6, withPercentage(0.01));
  }

  @Test
  void shouldFollowFastAnswersSlowly() {
    estimate.record(100 * MILLISECOND, 0);
    for (int i = 1; i <= 10_000; i++) {
      estimate.record(10 * MILLISECOND, i * MILLISECOND);
    }

    // Half of the way in a half-life.
    assertThat(estimate.nanos(10 * SECOND)).isCloseTo(55e6, withPercentage(1));
  }

  @Test
  void shouldFallWithoutAnswers() {
    estimate.record(100 * MILLISECOND, 0);

    assertThat(estimate.nanos(10 * SECOND)).isCloseTo(50e6, withPercentage(1));
    assertThat(estimate.nanos(1000 * SECOND)).isZero();
  }

  @Test
  void shouldStayBetweenTheFastestAndTheSlowestAnswer() {
    RandomGenerator random = new SplittableRandom(42);
    long now = random.nextLong();
    long slowest = 0;
    for (int i = 0; i < 100_000; i++) {
      now += random.nextLong(2 * MILLISECOND);
      long latency = random.nextLong(1, 100 * MILLISECOND);
      slowest = Math.max(slowest, latency);

      estimate.record(latency, now);

      assertThat(estimate.nanos(now)).isBetween(latency * 0.9999, slowest * 1.0001);
    }
  }

  @Test
  void shouldNotMindThatTimesComeOutOfOrder() {
    estimate.record(20 * MILLISECOND, 5 * SECOND);
    estimate.record(10 * MILLISECOND, 4 * SECOND);

    assertThat(estimate.nanos(4 * SECOND)).isBetween(9e6, 20.1e6);
  }
}
