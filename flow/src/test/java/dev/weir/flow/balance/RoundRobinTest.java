package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  private final RoundRobin balancer = new RoundRobin(new SplittableRandom(1));

  @Test
  void shouldGoAround() {
    assertThat(new Stage(4).counts(balancer, 400)).containsOnly(100);
  }

  @Test
  void shouldGiveTheTurnsOfOneThatIsOutToAllOthersAlike() {
    assertThat(new Stage(4).out(1).counts(balancer, 300)).containsExactly(100, 0, 100, 100);
  }
}
