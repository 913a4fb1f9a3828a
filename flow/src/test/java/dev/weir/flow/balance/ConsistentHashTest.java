package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConsistentHashTest {
  private static final int KEYS = 20_000;
  private static final Balancer UNBOUNDED = new ConsistentHash(1e9);

  private final RandomGenerator random = new SplittableRandom(42);

  @Test
  void shouldChooseTheSameForTheSameKey() {
    Stage stage = new Stage(7);
    for (int key = 0; key < 100; key++) {
      assertThat(UNBOUNDED.choose(stage, key)).isEqualTo(UNBOUNDED.choose(stage, key));
    }
  }

  @Test
  void shouldSpreadKeysEvenly() {
    int[] counts = new Stage(10).counts(UNBOUNDED, KEYS);

    assertThat(Arrays.stream(counts).boxed())
        .allMatch(count -> Math.abs(count - KEYS / 10) < KEYS / 100);
  }

  @Test
  void shouldMoveOnlyTheKeysOfAnEndpointThatLeaves() {
    for (int size = 2; size <= 20; size++) {
      Stage before = new Stage(size);
      Stage after = new Stage(size);
      int leaver = random.nextInt(size);
      after.out(leaver);
      for (int key = 0; key < 2000; key++) {
        int first = UNBOUNDED.choose(before, key);
        int then = UNBOUNDED.choose(after, key);
        if (first == leaver) {
          assertThat(then).isNotEqualTo(leaver);
        } else {
          assertThat(then).isEqualTo(first);
        }
      }
    }
  }

  @Test
  void shouldMoveNoMoreThanItsShareToAnEndpointThatJoins() {
    for (int size = 2; size <= 20; size++) {
      Stage before = new Stage(size);
      Stage after = new Stage(size + 1);
      int moved = 0;
      for (int key = 0; key < KEYS; key++) {
        int first = UNBOUNDED.choose(before, key);
        int then = UNBOUNDED.choose(after, key);
        if (then != first) {
          assertThat(then).isEqualTo(size);
          moved++;
        }
      }
      double share = KEYS / (size + 1.0);
      assertThat((double) moved).isBetween(share * 0.9, share * 1.1);
    }
  }

  @Test
  void shouldNotMindTheOrderOfEndpoints() {
    Stage stage = new Stage(8);
    Stage turned = new Stage(8);
    for (int i = 0; i < 8; i++) {
      turned.identities[i] = stage.identities[7 - i];
    }
    for (int key = 0; key < 500; key++) {
      assertThat(UNBOUNDED.choose(turned, key)).isEqualTo(7 - UNBOUNDED.choose(stage, key));
    }
  }

  @Test
  void shouldNeverExceedTheBound() {
    for (int round = 0; round < 300; round++) {
      double factor = 1 + random.nextInt(1, 100) / 50.0;
      Balancer balancer = new ConsistentHash(factor);
      Stage stage = new Stage(random.nextInt(1, 15));
      Arrays.setAll(stage.weights, i -> random.nextInt(1, 4000));
      double weights = Arrays.stream(stage.weights).sum();
      boolean hot = random.nextBoolean();
      for (int request = 0; request < 300; request++) {
        int busy = Arrays.stream(stage.active).sum();

        int chosen = balancer.choose(stage, hot ? 1 : random.nextLong());

        stage.active[chosen]++;
        double bound = Math.ceil(factor * (busy + 1) * stage.weights[chosen] / weights);
        assertThat((double) stage.active[chosen]).isLessThanOrEqualTo(bound);
        int over = random.nextInt(stage.size());
        if (random.nextInt(3) == 0 && stage.active[over] > 0) {
          stage.active[over]--;
        }
      }
    }
  }

  @Test
  void shouldSpillAHotKeyToTheNextInItsRank() {
    Stage stage = new Stage(4);
    Balancer balancer = new ConsistentHash(1.25);
    int first = balancer.choose(stage, 7);
    stage.active[first] = 10;

    int second = balancer.choose(stage, 7);

    assertThat(second).isNotEqualTo(first);
    assertThat(UNBOUNDED.choose(new Stage(4).out(first), 7)).isEqualTo(second);
  }
}
