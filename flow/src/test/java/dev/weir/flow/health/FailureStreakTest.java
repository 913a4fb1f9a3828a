package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureStreakTest {
  private final FailureStreak streak = new FailureStreak(3, 100);

  @Test
  void shouldEjectAfterSoManyFailuresInARow() {
    assertThat(streak.failure(0)).isFalse();
    assertThat(streak.failure(1)).isFalse();

    assertThat(streak.failure(2)).isTrue();

    assertThat(streak.isEjected(2)).isTrue();
  }

  @Test
  void shouldComeBackAfterTheTime() {
    fail(3, 10);

    assertThat(streak.isEjected(109)).isTrue();
    assertThat(streak.isEjected(110)).isFalse();
  }

  @Test
  void shouldBeginAnewAfterASuccess() {
    fail(2, 0);
    streak.success();

    fail(2, 0);

    assertThat(streak.isEjected(0)).isFalse();
  }

  @Test
  void shouldSayOnlyOnceThatItEjected() {
    fail(3, 0);

    assertThat(streak.failure(1) || streak.failure(2) || streak.failure(3)).isFalse();
    assertThat(streak.isEjected(99)).isTrue();
  }

  @Test
  void shouldNotMindAClockThatIsNegative() {
    long now = Long.MIN_VALUE + 5;
    assertThat(streak.isEjected(now)).isFalse();

    fail(3, now);

    assertThat(streak.isEjected(now + 99)).isTrue();
    assertThat(streak.isEjected(now + 100)).isFalse();
  }

  private void fail(int times, long now) {
    for (int i = 0; i < times; i++) {
      streak.failure(now);
    }
  }
}
