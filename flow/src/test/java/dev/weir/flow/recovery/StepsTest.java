package dev.weir.flow.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final Steps steps = new Steps(100, 3);

  @Test
  void shouldLetAllThroughAsLongAsNothingWasOut() {
    assertThat(steps.share()).isEqualTo(Steps.ALL);
    assertThat(steps.look(1_000)).isFalse();
    for (int ticket = 0; ticket < 100; ticket++) {
      assertThat(steps.admits(ticket)).isTrue();
    }
  }

  @Test
  void shouldComeBackInTenSteps() {
    steps.begin(0);
    int[] shares = new int[10];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = steps.share();
      succeed(3);
      steps.look((i + 1) * 100L);
    }

    assertThat(shares).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    assertThat(steps.share()).isEqualTo(Steps.ALL);
  }

  @Test
  void shouldHoldAStepForItsTime() {
    steps.begin(0);
    succeed(100);

    assertThat(steps.look(99)).isFalse();
    assertThat(steps.look(100)).isTrue();
  }

  @Test
  void shouldHoldAStepUntilItHasProvedItself() {
    steps.begin(0);
    succeed(2);
    assertThat(steps.look(500)).isFalse();

    succeed(1);

    assertThat(steps.look(501)).isTrue();
  }

  @Test
  void shouldNotHoldAStepForEverWithoutTraffic() {
    steps.begin(0);

    assertThat(steps.look(999)).isFalse();
    assertThat(steps.look(1_000)).isTrue();
  }

  @Test
  void shouldBeginAStepAnewAfterAFailure() {
    steps.begin(0);
    succeed(3);
    steps.failed();
    assertThat(steps.look(100)).isFalse();

    succeed(3);

    assertThat(steps.look(199)).isFalse();
    assertThat(steps.look(200)).isTrue();
    assertThat(steps.share()).isEqualTo(20);
  }

  @Test
  void shouldAdmitExactlyItsShareOfAnyHundredInARow() {
    Random random = new Random(5);
    for (int percent = 0; percent <= 100; percent++) {
      long first = random.nextLong(Long.MAX_VALUE - 100);
      int admitted = 0;
      for (int i = 0; i < 100; i++) {
        admitted += Steps.isWithin(percent, first + i) ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(percent);
    }
  }

  @Test
  void shouldSpreadAShareEvenly() {
    int admitted = 0;
    for (int ticket = 0; ticket < 20; ticket++) {
      admitted += Steps.isWithin(10, ticket) ? 1 : 0;
    }
    assertThat(admitted).isBetween(1, 3);
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      steps.succeeded();
    }
  }
}
