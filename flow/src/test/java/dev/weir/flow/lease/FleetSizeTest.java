package dev.weir.flow.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FleetSizeTest {
  private static final long SECOND = 1_000_000_000;

  private final FleetSize size = new FleetSize(10 * SECOND);

  @Test
  void shouldBeOneUntilOthersAreHeardOf() {
    assertThat(size.count()).isEqualTo(1);
    assertThat(size.heard(0, 0)).isFalse();
    assertThat(size.count()).isEqualTo(1);
  }

  @Test
  void shouldGrowAtOnce() {
    assertThat(size.heard(3, 0)).isTrue();
    assertThat(size.count()).isEqualTo(3);
    assertThat(size.heard(3, 1)).isFalse();
  }

  @Test
  void shouldShrinkOnlyAfterAWhileAndToTheMostOfIt() {
    size.heard(5, 0);
    assertThat(size.heard(1, SECOND)).isFalse();
    size.heard(3, 2 * SECOND);
    assertThat(size.heard(2, 10 * SECOND)).isFalse();
    assertThat(size.count()).isEqualTo(5);

    assertThat(size.heard(2, 11 * SECOND)).isTrue();
    assertThat(size.count()).isEqualTo(3);
  }

  @Test
  void shouldStayWhenAStoreThatHadForgottenLearnsAnew() {
    size.heard(3, 0);
    size.heard(1, 100 * SECOND);
    size.heard(2, 101 * SECOND);
    size.heard(3, 102 * SECOND);
    size.heard(2, 111 * SECOND);

    assertThat(size.count()).isEqualTo(3);
  }
}
