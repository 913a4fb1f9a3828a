package dev.weir.flow.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

  @Test
  void shouldDoubleUpToTheMost() {
    assertThat(longest(0)).isEqualTo(Duration.ofMillis(20).toNanos());
    assertThat(longest(1)).isEqualTo(Duration.ofMillis(40).toNanos());
    assertThat(longest(3)).isEqualTo(Duration.ofMillis(160).toNanos());
    assertThat(longest(4)).isEqualTo(Duration.ofMillis(200).toNanos());
    assertThat(longest(1000)).isEqualTo(Duration.ofMillis(200).toNanos());
  }

  @Test
  void shouldStayBetweenHalfAndWhole() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long wait = BACKOFF.nanos(2, random.nextLong());
      assertThat(wait).isBetween(Duration.ofMillis(40).toNanos(), Duration.ofMillis(80).toNanos());
    }
  }

  @Test
  void shouldSpreadEvenly() {
    Random random = new Random(2);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += BACKOFF.nanos(0, random.nextLong());
    }
    assertThat(sum / 100_000).isBetween(14.9e6, 15.1e6);
  }

  @Test
  void shouldRefuseWhatIsNoBackoff() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  private static long longest(int retry) {
    long longest = 0;
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      longest = Math.max(longest, BACKOFF.nanos(retry, random.nextLong()));
    }
    long whole = Math.min(200, 20L << Math.min(retry, 10)) * 1_000_000;
    assertThat(longest).isGreaterThan(whole * 9 / 10).isLessThanOrEqualTo(whole);
    return whole;
  }
}
