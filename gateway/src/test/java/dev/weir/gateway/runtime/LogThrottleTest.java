package dev.weir.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogThrottleTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void shouldPassOneLineInEachInterval() {
    long start = Long.MAX_VALUE - SECOND / 2;
    LogThrottle throttle = new LogThrottle(Duration.ofSeconds(1), start);

    assertThat(throttle.passes(start)).isTrue();
    assertThat(throttle.passes(start + SECOND - 1)).isFalse();
    assertThat(throttle.passes(start + SECOND)).isTrue();
    assertThat(throttle.passes(start + SECOND + 1)).isFalse();
  }
}
