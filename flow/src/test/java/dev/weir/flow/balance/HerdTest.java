package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A thousand gateways before a hundred endpoints. Each knows its own requests; what endpoints
 * report reaches all of them alike, and late.
 */
class HerdTest {
  private static final int GATEWAYS = 1000;
  private static final int ENDPOINTS = 100;

  @Test
  void shouldSpreadTheFirstRequestsOfAllGateways() {
    for (Function<RandomGenerator, Balancer> policy :
        List.<Function<RandomGenerator, Balancer>>of(
            RoundRobin::new,
            SmoothWeightedRoundRobin::new,
            WeightedRandom::new,
            random -> new Least(new ActiveRequests(), random),
            random -> new PowerOfTwo(new ActiveRequests(), random))) {
      List<Balancer> gateways = gateways(policy);
      Stage idle = new Stage(ENDPOINTS);

      int[] chosen = new int[ENDPOINTS];
      gateways.forEach(gateway -> chosen[gateway.choose(idle, 0)]++);

      // Ten each on average.
      assertThat(Arrays.stream(chosen).max().orElse(0)).isLessThanOrEqualTo(30);
    }
  }

  @Test
  void shouldNotRushToTheEndpointThatAllSeeToBeIdle() {
    Stage stage = new Stage(ENDPOINTS);
    Arrays.fill(stage.loads, 0.6);
    stage.loads[42] = 0.01;

    int[] chosen = new int[ENDPOINTS];
    gateways(random -> new PowerOfTwo(new ReportedLoad(), random))
        .forEach(gateway -> chosen[gateway.choose(stage, 0)]++);

    // Twice its share: those that drew it.
    assertThat(chosen[42]).isBetween(10, 40);
  }

  /**
   * Rounds of reports, each a round old when it is used: loads must not swing from round to round.
   */
  @Test
  void shouldNotFlapWhileReportsAreLate() {
    List<Balancer> gateways = gateways(random -> new PowerOfTwo(new ReportedLoad(), random));
    Stage stage = new Stage(ENDPOINTS);
    RandomGenerator random = new SplittableRandom(3);
    Arrays.setAll(stage.loads, i -> random.nextDouble());
    int[] chosen = new int[ENDPOINTS];
    for (int round = 0; round < 50; round++) {
      Arrays.fill(chosen, 0);
      gateways.forEach(gateway -> chosen[gateway.choose(stage, 0)]++);
      Arrays.setAll(stage.loads, i -> chosen[i] / 20.0);
    }

    // With every report a round late, the best of all would swing between none and a thousand.
    assertThat(Arrays.stream(chosen).max().orElse(0)).isLessThan(45);
  }

  private static List<Balancer> gateways(Function<RandomGenerator, Balancer> policy) {
    SplittableRandom seeds = new SplittableRandom(42);
    List<Balancer> gateways = new ArrayList<>();
    for (int i = 0; i < GATEWAYS; i++) {
      gateways.add(policy.apply(seeds.split()));
    }
    return gateways;
  }
}
