package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every balancer. */
class BalancersTest {
  /** Every balancer there is. */
  enum Kind {
    ROUND_ROBIN,
    WEIGHTED_ROUND_ROBIN,
    WEIGHTED_RANDOM,
    CONSISTENT_HASH,
    LEAST_ACTIVE,
    LEAST_CONNECTIONS,
    PEAK_EWMA,
    REPORTED_LOAD,
    TWO_ACTIVE,
    TWO_CONNECTIONS,
    TWO_PEAK_EWMA,
    TWO_REPORTED_LOAD,
    BY_SIZE;

    Balancer make(long seed) {
      RandomGenerator random = new SplittableRandom(seed);
      return switch (this) {
        case ROUND_ROBIN -> new RoundRobin(random);
        case WEIGHTED_ROUND_ROBIN -> new SmoothWeightedRoundRobin(random);
        case WEIGHTED_RANDOM -> new WeightedRandom(random);
        case CONSISTENT_HASH -> new ConsistentHash(1.25);
        case LEAST_ACTIVE -> new Least(new ActiveRequests(), random);
        case LEAST_CONNECTIONS -> new Least(new OpenConnections(), random);
        case PEAK_EWMA -> new Least(new PeakEwma(), random);
        case REPORTED_LOAD -> new Least(new ReportedLoad(), random);
        case TWO_ACTIVE -> new PowerOfTwo(new ActiveRequests(), random);
        case TWO_CONNECTIONS -> new PowerOfTwo(new OpenConnections(), random);
        case TWO_PEAK_EWMA -> new PowerOfTwo(new PeakEwma(), random);
        case TWO_REPORTED_LOAD -> new PowerOfTwo(new ReportedLoad(), random);
        case BY_SIZE -> new BySize(5, new RoundRobin(random), new WeightedRandom(random));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldChooseOneThatIsEligibleWheneverThereIsOne(Kind kind) {
    RandomGenerator random = new SplittableRandom(42);
    Balancer balancer = kind.make(1);
    for (int round = 0; round < 20_000; round++) {
      Stage stage = Stage.random(random);

      int chosen = balancer.choose(stage, random.nextLong());

      if (IntStream.range(0, stage.size()).allMatch(i -> stage.out[i])) {
        assertThat(chosen).isEqualTo(Balancer.NONE);
      } else {
        assertThat(chosen).isBetween(0, stage.size() - 1);
        assertThat(stage.out[chosen]).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldChooseNoneOfNone(Kind kind) {
    assertThat(kind.make(1).choose(new Stage(0), 7)).isEqualTo(Balancer.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void shouldChooseTheSameForTheSameSeed(Kind kind) {
    assertThat(choices(kind, 5)).isEqualTo(choices(kind, 5));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONSISTENT_HASH")
  void shouldNotMarchInStepWithOthers(Kind kind) {
    assertThat(Stream.iterate(0, seed -> seed + 1).limit(50).map(seed -> first(kind, seed)))
        .as("what fifty gateways choose first")
        .contains(0, 1, 2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void shouldUseEveryEndpointOfAnIdleCluster(Kind kind) {
    assertThat(Arrays.stream(new Stage(5).counts(kind.make(3), 5000)).boxed())
        .allMatch(count -> count > 800);
  }

  private static int first(Kind kind, long seed) {
    return kind.make(seed).choose(new Stage(4), seed);
  }

  private static int[] choices(Kind kind, long seed) {
    RandomGenerator random = new SplittableRandom(9);
    Balancer balancer = kind.make(seed);
    Stage stage = Stage.random(random);
    return IntStream.range(0, 500).map(i -> balancer.choose(stage, i)).toArray();
  }
}
