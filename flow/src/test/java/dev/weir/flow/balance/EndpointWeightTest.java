package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndpointWeightTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double FLOOR = 0.1;
  private static final double CEILING = 2;

  private final EndpointWeight weight = new EndpointWeight(FLOOR, CEILING, 10 * SECOND);

  @Test
  void shouldBeginAtOne() {
    assertThat(weight.value(0)).isEqualTo(1);
    assertThat(weight.value(Long.MIN_VALUE)).isEqualTo(1);
  }

  @Test
  void shouldFallMoreForABrokenConnectionThanForATimeout() {
    EndpointWeight other = new EndpointWeight(FLOOR, CEILING, 10 * SECOND);

    weight.failure(Fault.NETWORK, 0);
    other.failure(Fault.TIMEOUT, 0);

    assertThat(weight.value(0)).isLessThan(other.value(0));
    assertThat(other.value(0)).isLessThan(1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldStopAtTheFloorAndAtTheCeiling(Fault fault) {
    for (int i = 0; i < 200; i++) {
      weight.failure(fault, 0);
    }
    assertThat(weight.value(0)).isCloseTo(FLOOR, within(1e-6));

    for (int i = 0; i < 500; i++) {
      weight.success(0);
    }

    assertThat(weight.value(0)).isCloseTo(CEILING, within(1e-6));
    assertThat(weight.isAtCeiling()).isTrue();
  }

  @Test
  void shouldComeBackByItself() {
    weight.failure(Fault.NETWORK, 5 * SECOND);

    assertThat(weight.value(5 * SECOND)).isCloseTo(0.5, within(1e-6));
    assertThat(weight.value(15 * SECOND)).isCloseTo(0.75, within(1e-3));
    assertThat(weight.value(1000 * SECOND)).isCloseTo(1, within(1e-3));
  }

  @Test
  void shouldSettleWhereFailuresAndSuccessesBalance() {
    for (int i = 0; i < 10_000; i++) {
      long now = i * (SECOND / 1000);
      weight.success(now);
      if (i % 10 == 0) {
        weight.failure(Fault.NETWORK, now);
      }
    }

    assertThat(weight.value(10 * SECOND)).isBetween(0.1, 0.4);
  }

  @Test
  void shouldStayWithinItsBoundsUnderAnyHistory() {
    RandomGenerator random = new SplittableRandom(42);
    Fault[] faults = Fault.values();
    for (int round = 0; round < 200; round++) {
      double floor = random.nextInt(1, 101) / 100.0;
      double ceiling = 1 + random.nextInt(900) / 100.0;
      EndpointWeight any = new EndpointWeight(floor, ceiling, random.nextLong(1, 100 * SECOND));
      long now = random.nextLong();
      for (int i = 0; i < 1000; i++) {
        // Threads may bring their times out of order.
        now += random.nextLong(-SECOND, 3 * SECOND);
        switch (random.nextInt(3)) {
          case 0 -> any.failure(faults[random.nextInt(faults.length)], now);
          case 1 -> any.success(now);
          default -> now += random.nextLong(1000 * SECOND);
        }
        assertThat(any.value(now)).isBetween(floor - 1e-6, ceiling + 1e-6);
      }
    }
  }
}
