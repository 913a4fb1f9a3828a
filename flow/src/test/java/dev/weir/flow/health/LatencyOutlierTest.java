package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyOutlierTest {
  private final LatencyOutlier rule = new LatencyOutlier(3, 100, 3);

  @Test
  void shouldCompareWithTheMedianOfTheOthers() {
    long[] medians = {10, 50, 400, 9_000};

    assertThat(rule.slowAfter(medians, 3)).isEqualTo(50 + 100);
    assertThat(rule.slowAfter(medians, 0)).isEqualTo(400 * 3);
  }

  @Test
  void shouldHaveNothingToCompareWithWhenTheOthersHaveSaidTooLittle() {
    long[] medians = {10, LatencyOutlier.UNKNOWN, LatencyOutlier.UNKNOWN};

    assertThat(rule.slowAfter(medians, 0)).isEqualTo(LatencyOutlier.NOTHING);
    assertThat(rule.slowAfter(medians, 1)).isEqualTo(110);
  }

  @Test
  void shouldNeverJudgeByOneBadSample() {
    assertThat(rule.isOut(1, 0)).isFalse();
    assertThat(rule.isOut(2, 0)).isFalse();
    assertThat(rule.isOut(3, 0)).isTrue();
  }

  @Test
  void shouldBearWithFewSlowAnswersAmongQuickOnes() {
    assertThat(rule.isOut(10, 10)).isFalse();
    assertThat(rule.isOut(11, 10)).isTrue();
  }

  @Test
  void shouldNotKnowAMedianOfTooFewAnswers() {
    TimesWindow window = new TimesWindow(1);
    AnswerTimes times = new AnswerTimes();
    times.record(1_000_000);
    times.record(1_000_000);
    window.add(times);
    window.slide();

    assertThat(rule.median(window)).isEqualTo(LatencyOutlier.UNKNOWN);
  }

  @Test
  void shouldNotBlameMostOfACluster() {
    assertThat(LatencyOutlier.isTheirFault(1, 2)).isTrue();
    assertThat(LatencyOutlier.isTheirFault(1, 3)).isTrue();
    assertThat(LatencyOutlier.isTheirFault(2, 3)).isFalse();
    assertThat(LatencyOutlier.isTheirFault(3, 6)).isTrue();
    assertThat(LatencyOutlier.isTheirFault(6, 6)).isFalse();
  }
}
