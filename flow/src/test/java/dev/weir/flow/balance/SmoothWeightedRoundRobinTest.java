package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SmoothWeightedRoundRobinTest {
  private final RandomGenerator random = new SplittableRandom(42);

  @Test
  void shouldSpreadTheTurnsOfTheHeavyOne() {
    Stage stage = new Stage(3).weights(5000, 1000, 1000);
    Balancer balancer = new SmoothWeightedRoundRobin(random);

    for (int round = 0; round < 100; round++) {
      int longest = 0;
      int run = 0;
      int heavy = 0;
      for (int i = 0; i < 7; i++) {
        boolean first = balancer.choose(stage, 0) == 0;
        heavy += first ? 1 : 0;
        run = first ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      assertThat(heavy).isEqualTo(5);
      assertThat(longest).isLessThan(5);
    }
  }

  @Test
  void shouldNeverBeMoreThanTwoTurnsOffAnyProportion() {
    Offset<Double> off = within(2.0);
    for (int round = 0; round < 200; round++) {
      Stage stage = new Stage(random.nextInt(1, 12));
      Arrays.setAll(stage.weights, i -> random.nextInt(1, 5000));
      double total = Arrays.stream(stage.weights).sum();
      int[] counts = new int[stage.size()];
      Balancer balancer = new SmoothWeightedRoundRobin(random);

      for (int choice = 1; choice <= 1000; choice++) {
        counts[balancer.choose(stage, 0)]++;
        if (choice % 100 == 0) {
          for (int i = 0; i < counts.length; i++) {
            assertThat((double) counts[i]).isCloseTo(choice * stage.weights[i] / total, off);
          }
        }
      }
    }
  }

  @Test
  void shouldKeepTheProportionOfThoseThatAreLeft() {
    Stage stage = new Stage(3).weights(1000, 2000, 3000);
    Balancer balancer = new SmoothWeightedRoundRobin(random);
    stage.counts(balancer, 17);

    int[] counts = stage.out(0).counts(balancer, 500);

    assertThat(counts[0]).isZero();
    assertThat(counts[1]).isBetween(197, 203);
  }

  @Test
  void shouldForgetTurnsOfGreaterWeights() {
    Stage stage = new Stage(2).weights(1_000_000, 1_000_000);
    Balancer balancer = new SmoothWeightedRoundRobin(random);
    stage.counts(balancer, 3);

    int[] counts = stage.weights(1000, 1000).counts(balancer, 20);

    assertThat(counts[0]).isBetween(8, 12);
  }
}
