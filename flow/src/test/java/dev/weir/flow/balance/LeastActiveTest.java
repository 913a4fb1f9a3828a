package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastActiveTest {
  /** Endpoints with so many requests each; a negative number is an endpoint that is out. */
  private static final class Fixed implements Candidates {
    private final int[] active;

    Fixed(int... active) {
      this.active = active;
    }

    @Override
    public int size() {
      return active.length;
    }

    @Override
    public boolean isEligible(int endpoint) {
      return active[endpoint] >= 0;
    }

    @Override
    public int active(int endpoint) {
      return active[endpoint];
    }
  }

  @Test
  void shouldChooseTheEndpointWithTheFewestRequests() {
    assertThat(new LeastActive(0).choose(new Fixed(3, 1, 2))).isEqualTo(1);
  }

  @Test
  void shouldTakeTurnsAmongEquals() {
    LeastActive balancer = new LeastActive(0);
    Fixed idle = new Fixed(0, 0, 0);

    assertThat(new int[] {balancer.choose(idle), balancer.choose(idle), balancer.choose(idle)})
        .containsExactly(0, 1, 2);
    assertThat(balancer.choose(idle)).isZero();
  }

  @Test
  void shouldPassOverWhatIsNotEligible() {
    assertThat(new LeastActive(0).choose(new Fixed(-1, 5, -1))).isEqualTo(1);
  }

  @Test
  void shouldChooseNoneIfNoneIsEligible() {
    assertThat(new LeastActive(0).choose(new Fixed(-1, -1))).isEqualTo(Balancer.NONE);
    assertThat(new LeastActive(0).choose(new Fixed())).isEqualTo(Balancer.NONE);
  }

  @Test
  void shouldAlwaysChooseAnEligibleEndpointWithTheFewest() {
    Random random = new Random(42);
    LeastActive balancer = new LeastActive(7);
    for (int round = 0; round < 10_000; round++) {
      int[] active = random.ints(1 + random.nextInt(20), -2, 10).toArray();

      int chosen = balancer.choose(new Fixed(active));

      int fewest = Arrays.stream(active).filter(a -> a >= 0).min().orElse(-1);
      if (fewest < 0) {
        assertThat(chosen).isEqualTo(Balancer.NONE);
      } else {
        assertThat(active[chosen]).isEqualTo(fewest);
      }
    }
  }
}
