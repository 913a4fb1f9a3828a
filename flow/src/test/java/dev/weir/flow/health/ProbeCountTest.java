package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeCountTest {
  private final ProbeCount count = new ProbeCount(2, 3);

  @Test
  void shouldBeginUp() {
    assertThat(count.isUp()).isTrue();
  }

  @Test
  void shouldGoDownAfterSoManyFailuresInARow() {
    assertThat(count.result(false)).isFalse();
    assertThat(count.result(false)).isTrue();
    assertThat(count.isUp()).isFalse();
  }

  @Test
  void shouldForgetAFailureThatAnAnswerFollows() {
    count.result(false);
    count.result(true);

    assertThat(count.result(false)).isFalse();
    assertThat(count.isUp()).isTrue();
  }

  @Test
  void shouldComeUpAfterSoManyAnswersInARow() {
    count.result(false);
    count.result(false);

    assertThat(count.result(true)).isFalse();
    assertThat(count.result(true)).isFalse();
    assertThat(count.result(true)).isTrue();
    assertThat(count.isUp()).isTrue();
  }
}
