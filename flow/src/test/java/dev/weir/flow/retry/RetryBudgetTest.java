package dev.weir.flow.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryBudgetTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void shouldBeginFull() {
    RetryBudget budget = new RetryBudget(0.2, 0, 3, 0);

    assertThat(taken(budget, 10, 0)).isEqualTo(3);
    assertThat(budget.refused()).isEqualTo(7);
  }

  @Test
  void shouldGiveAShareOfTheTraffic() {
    RetryBudget budget = new RetryBudget(0.2, 0, 3, 0);
    taken(budget, 10, 0);

    for (int i = 0; i < 10; i++) {
      budget.onRequest();
    }

    assertThat(taken(budget, 10, 0)).isEqualTo(2);
  }

  @Test
  void shouldGiveAFewWithTime() {
    RetryBudget budget = new RetryBudget(0, 2, 10, 0);
    taken(budget, 10, 0);

    assertThat(taken(budget, 10, 2 * SECOND)).isEqualTo(4);
  }

  @Test
  void shouldNotGainByAClockThatStepsBack() {
    RetryBudget budget = new RetryBudget(0, 1, 1, SECOND);
    taken(budget, 1, SECOND);

    assertThat(taken(budget, 1, 0)).isZero();
    assertThat(taken(budget, 1, SECOND + SECOND / 2)).isZero();
    assertThat(taken(budget, 1, 2 * SECOND)).isEqualTo(1);
  }

  /** Over any stretch of any pattern, not one extra request more than the definition says. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldHoldUnderAnyPattern(long seed) {
    Random random = new Random(seed);
    double share = random.nextDouble();
    double perSecond = random.nextInt(20);
    int burst = 1 + random.nextInt(50);
    RetryBudget budget = new RetryBudget(share, perSecond, burst, 0);
    ArrayDeque<Event> stretch = new ArrayDeque<>();
    long now = 0;
    for (int step = 0; step < 20_000; step++) {
      now += random.nextInt(10) == 0 ? random.nextLong(SECOND) : random.nextLong(SECOND / 1000);
      int requests = random.nextInt(20);
      for (int i = 0; i < requests; i++) {
        budget.onRequest();
      }
      stretch.addLast(new Event(now, requests, taken(budget, random.nextInt(40), now)));
      if (stretch.size() > 1 + random.nextInt(200)) {
        stretch.removeFirst();
      }
      assertHeld(stretch, share, perSecond, burst);
    }
  }

  private static void assertHeld(
      ArrayDeque<Event> stretch, double share, double perSecond, int burst) {
    double seconds = (stretch.getLast().at() - stretch.getFirst().at()) / (double) SECOND;
    int requests = stretch.stream().mapToInt(Event::requests).sum();
    int extra = stretch.stream().mapToInt(Event::extra).sum();
    assertThat((double) extra)
        .isLessThanOrEqualTo(share * requests + perSecond * seconds + burst + 1e-6);
  }

  private static int taken(RetryBudget budget, int asked, long now) {
    int taken = 0;
    for (int i = 0; i < asked; i++) {
      if (budget.tryTake(now)) {
        taken++;
      }
    }
    return taken;
  }

  private record Event(long at, int requests, int extra) {}
}
