package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FailureOutlierTest {
  private final FailureOutlier rule = new FailureOutlier(30, 3);

  @Test
  void shouldFindAnEndpointThatFailsMoreThanTheOthers() {
    assertThat(rule.isOut(4, 10, 1, 100)).isTrue();
    assertThat(rule.isOut(3, 10, 1, 100)).isFalse();
  }

  @Test
  void shouldBearWithWhatAllFailAlike() {
    assertThat(rule.isOut(9, 10, 60, 100)).isFalse();
  }

  @Test
  void shouldNeverJudgeByOneBadSample() {
    assertThat(rule.isOut(1, 1, 0, 100)).isFalse();
    assertThat(rule.isOut(2, 2, 0, 100)).isFalse();
    assertThat(rule.isOut(3, 3, 0, 100)).isTrue();
  }

  @Test
  void shouldHaveNothingToCompareWithWhenItIsAlone() {
    assertThat(rule.isOut(10, 10, 0, 0)).isFalse();
  }

  @Test
  void shouldNotFindAnEndpointThatIsLikeTheOthers() {
    Random random = new Random(3);
    int found = 0;
    for (int round = 0; round < 10_000; round++) {
      double share = random.nextDouble();
      int failed = 0;
      int othersFailed = 0;
      for (int i = 0; i < 60; i++) {
        failed += random.nextDouble() < share ? 1 : 0;
        othersFailed += random.nextDouble() < share ? 1 : 0;
        othersFailed += random.nextDouble() < share ? 1 : 0;
      }
      found += rule.isOut(failed, 60, othersFailed, 120) ? 1 : 0;
    }
    assertThat(found).isLessThanOrEqualTo(10);
  }
}
