package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlowStartTest {
  private final SlowStart start = new SlowStart(1000, 0);

  @Test
  void shouldBeWarmUntilToldOtherwise() {
    assertThat(start.share(0)).isEqualTo(1);
    assertThat(start.share(5)).isEqualTo(1);
  }

  @Test
  void shouldGrowFromATenthToAll() {
    start.begin(500);

    assertThat(start.share(500)).isEqualTo(0.1);
    assertThat(start.share(600)).isCloseTo(0.1, within(1e-9));
    assertThat(start.share(1000)).isCloseTo(0.5, within(1e-9));
    assertThat(start.share(1499)).isLessThan(1);
    assertThat(start.share(1500)).isEqualTo(1);
  }

  @Test
  void shouldNeverBeWithoutAShare() {
    start.begin(500);

    assertThat(start.share(400)).isEqualTo(0.1);
  }

  @Test
  void shouldStartAtOnceWithoutAWindow() {
    SlowStart none = new SlowStart(0, 0);
    none.begin(100);

    assertThat(none.share(100)).isEqualTo(1);
    assertThat(none.share(99)).isEqualTo(1);
  }

  @Test
  void shouldNotMindWhereTheClockStands() {
    SlowStart late = new SlowStart(1000, Long.MAX_VALUE - 100);
    late.begin(Long.MAX_VALUE - 100);

    assertThat(late.share(Long.MIN_VALUE + 399)).isCloseTo(0.5, within(1e-9));
    assertThat(late.share(Long.MIN_VALUE + 899)).isEqualTo(1);
  }
}
