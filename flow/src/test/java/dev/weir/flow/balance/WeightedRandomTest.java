package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedRandomTest {
  @Test
  void shouldChooseAsOftenAsWeightsSay() {
    Stage stage = new Stage(4).weights(1000, 2000, 500, 3000).out(3);

    int[] counts = stage.counts(new WeightedRandom(new SplittableRandom(1)), 35_000);

    assertThat(counts[0]).isBetween(9_500, 10_500);
    assertThat(counts[1]).isBetween(19_500, 20_500);
    assertThat(counts[2]).isBetween(4_600, 5_400);
    assertThat(counts[3]).isZero();
  }

  @Test
  void shouldChooseAnEligibleOneThoughWeightsFallMeanwhile() {
    Stage falling =
        new Stage(3) {
          private int asked;

          @Override
          public int weight(int endpoint) {
            return asked++ < 3 ? 1000 : 1;
          }
        };

    int chosen = new WeightedRandom(new SplittableRandom(2)).choose(falling, 0);

    assertThat(chosen).isBetween(0, 2);
  }
}
