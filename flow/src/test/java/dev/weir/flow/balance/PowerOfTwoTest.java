package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PowerOfTwoTest {
  private final RandomGenerator random = new SplittableRandom(1);
  private final Balancer balancer = new PowerOfTwo(new ActiveRequests(), random);

  @Test
  void shouldNeverChooseTheWorstOfAll() {
    assertThat(new Stage(5).active(1, 2, 9, 3, 4).counts(balancer, 5000)[2]).isZero();
  }

  @Test
  void shouldPreferTheBetterOfTwo() {
    assertThat(new Stage(2).active(1, 0).counts(balancer, 100)).containsExactly(0, 100);
  }

  @Test
  void shouldFindTheOnlyOneThatIsLeft() {
    Stage stage = new Stage(200);
    Arrays.fill(stage.out, true);
    stage.out[137] = false;

    assertThat(stage.counts(balancer, 50)[137]).isEqualTo(50);
  }

  @Test
  void shouldNotFavourThoseThatFollowAGap() {
    Stage stage = new Stage(30);
    Arrays.fill(stage.out, true);
    stage.out[20] = false;
    stage.out[21] = false;
    stage.out[22] = false;
    stage.out[23] = false;

    int[] counts = stage.counts(balancer, 8000);

    assertThat(Arrays.stream(counts, 20, 24)).allMatch(count -> count > 1800 && count < 2200);
  }

  @Test
  void shouldFavourWeightAmongEquals() {
    int[] counts = new Stage(2).weights(3000, 1000).counts(balancer, 8000);

    assertThat(counts[0]).isBetween(5800, 6200);
  }

  /**
   * Fifty requests for each of a hundred endpoints: the better of two keeps the fullest within a
   * few of fifty, chance does not.
   */
  @Test
  void shouldSpreadBetterThanChance() {
    int two = fullest(balancer);
    int one = fullest(new WeightedRandom(random));

    assertThat(two - 50).isLessThanOrEqualTo(4);
    assertThat(one - 50).isGreaterThanOrEqualTo(12);
  }

  /** The most requests on one of a hundred endpoints after 5,000 have been placed. */
  private static int fullest(Balancer balancer) {
    Stage stage = new Stage(100);
    for (int i = 0; i < 5000; i++) {
      stage.active[balancer.choose(stage, 0)]++;
    }
    return Arrays.stream(stage.active).max().orElse(0);
  }
}
