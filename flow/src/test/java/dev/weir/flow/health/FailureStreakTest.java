package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureStreakTest {
  private final FailureStreak streak = new FailureStreak(3);

  @Test
  void shouldBeTooMuchAfterSoManyFailuresInARow() {
    assertThat(streak.failure()).isFalse();
    assertThat(streak.failure()).isFalse();

    assertThat(streak.failure()).isTrue();
  }

  @Test
  void shouldBeginAnewAfterASuccess() {
    fail(2);
    streak.success();

    assertThat(streak.failure()).isFalse();
    assertThat(streak.failure()).isFalse();
  }

  @Test
  void shouldBeginAnewAfterTooMuch() {
    fail(3);

    assertThat(streak.failure()).isFalse();
    assertThat(streak.failure()).isFalse();
    assertThat(streak.failure()).isTrue();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      streak.failure();
    }
  }
}
