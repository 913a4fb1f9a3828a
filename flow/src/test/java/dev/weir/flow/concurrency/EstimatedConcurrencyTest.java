package dev.weir.flow.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.concurrency.ConcurrencyLimit.Finding;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a cluster that works on 50 requests at once, each for 10 ms, and lets others wait. */
class EstimatedConcurrencyTest {
  private static final int KNEE = 50;

  private final EstimatedConcurrency estimate =
      new EstimatedConcurrency(AdaptiveConcurrency.Bounds.defaults());
  private final Random random = new Random(1);
  private double aloneNanos = 10e6;
  private long now = 3;

  /** So many are under way all the time, for so many seconds. */
  private void load(int active, int seconds) {
    for (int look = 0; look < 10 * seconds; look++) {
      double time = aloneNanos * Math.max(1, active / (double) KNEE);
      int done = (int) (active * ConcurrencyLimit.LOOK_NANOS / time);
      for (int i = 0; i < done; i++) {
        estimate.record((long) (time * (0.5 + random.nextDouble())), Outcome.SERVED);
      }
      if (active > estimate.limit()) {
        estimate.reached();
      }
      now += ConcurrencyLimit.LOOK_NANOS;
      estimate.look(now);
    }
  }

  @Test
  void shouldFindTheKneeWithoutHoldingAnyoneToIt() {
    load(10, 60);
    assertThat(estimate.limit()).isBetween(15, 20);
    assertThat(estimate.finding()).isEqualTo(Finding.ROOM);

    load(500, 120);

    assertThat(estimate.limit()).isBetween(KNEE, 2 * KNEE);
    assertThat(estimate.finding()).isEqualTo(Finding.MANY_REQUESTS);
  }

  @Test
  void shouldGrowWithWhatDoesNoHarm() {
    load(5, 10);
    load(45, 60);

    assertThat(estimate.limit()).isGreaterThanOrEqualTo(44);
    assertThat(estimate.finding()).isEqualTo(Finding.ROOM);
  }

  @Test
  void shouldComeToItFromTooHighABelief() {
    load(400, 60);
    load(10, 60);
    load(400, 60);

    assertThat(estimate.limit()).isBetween(KNEE, 2 * KNEE);
  }

  @Test
  void shouldTellASlowClusterFromManyRequests() {
    load(10, 60);
    aloneNanos *= 3;
    load(10, 60);

    assertThat(estimate.finding()).isEqualTo(Finding.SLOW_CLUSTER);
    assertThat(estimate.limit()).isBetween(15, 20);
  }

  @Test
  void shouldStayWithinItsBoundsAndShrinkWhenTheClusterRefuses() {
    load(45, 60);
    for (int look = 0; look < 600; look++) {
      for (int i = 0; i < 100; i++) {
        estimate.record(1, i < 10 ? Outcome.OVERLOADED : Outcome.SERVED);
      }
      now += ConcurrencyLimit.LOOK_NANOS;
      estimate.look(now);
    }

    assertThat(estimate.limit()).isEqualTo(2);
  }
}
