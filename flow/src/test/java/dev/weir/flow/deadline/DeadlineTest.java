package dev.weir.flow.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void shouldBeNoneAtFirst() {
    Deadline deadline = new Deadline();

    assertThat(deadline.isSet()).isFalse();
    assertThat(deadline.isPast(Long.MAX_VALUE)).isFalse();
    assertThat(deadline.left(5)).isGreaterThan(Long.MAX_VALUE / 8);
  }

  @Test
  void shouldShrinkByTheTimeSpent() {
    Deadline deadline = new Deadline();
    deadline.within(100, 50);

    assertThat(deadline.left(100)).isEqualTo(50);
    assertThat(deadline.left(149)).isEqualTo(1);
    assertThat(deadline.isPast(149)).isFalse();
    assertThat(deadline.isPast(150)).isTrue();
    assertThat(deadline.left(200)).isZero();
  }

  @Test
  void shouldBeginAnewWhenCleared() {
    Deadline deadline = new Deadline();
    deadline.within(0, 1);
    deadline.clear();
    deadline.within(0, 100);

    assertThat(deadline.left(0)).isEqualTo(100);
  }

  @Test
  void shouldTakeTimesAroundTheEndOfTheClock() {
    Deadline deadline = new Deadline();
    deadline.within(Long.MAX_VALUE - 10, 20);

    assertThat(deadline.isPast(Long.MAX_VALUE)).isFalse();
    assertThat(deadline.left(Long.MIN_VALUE)).isEqualTo(9);
    assertThat(deadline.isPast(Long.MIN_VALUE + 9)).isTrue();
  }

  /** Whatever is asked of it, the moment only comes closer. */
  @Test
  void shouldNeverGrow() {
    Random random = new Random(7);
    for (int round = 0; round < 1000; round++) {
      Deadline deadline = new Deadline();
      long now = random.nextLong();
      deadline.within(now, random.nextLong());
      for (int step = 0; step < 100; step++) {
        long before = deadline.left(now);
        long passed = random.nextLong(1000);
        now += passed;
        deadline.within(now, random.nextBoolean() ? random.nextLong() : random.nextLong(10_000));
        assertThat(deadline.left(now)).isLessThanOrEqualTo(Math.max(0, before - passed));
      }
    }
  }
}
