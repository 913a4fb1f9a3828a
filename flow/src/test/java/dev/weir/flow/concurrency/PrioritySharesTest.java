package dev.weir.flow.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrioritySharesTest {
  @Test
  void shouldRoundUpSoThatEveryPriorityHasAPlace() {
    PriorityShares shares = PriorityShares.defaults();

    assertThat(shares.most(Priority.CRITICAL, 10)).isEqualTo(10);
    assertThat(shares.most(Priority.NORMAL, 10)).isEqualTo(9);
    assertThat(shares.most(Priority.LOW, 10)).isEqualTo(8);
    assertThat(shares.most(Priority.LOW, 1)).isEqualTo(1);
    assertThat(shares.percent(Priority.HIGH)).isEqualTo(95);
  }

  @Test
  void shouldNeverLeaveMoreToALowerPriority() {
    for (int seed = 0; seed < 1000; seed++) {
      Random random = new Random(seed);
      int critical = 1 + random.nextInt(100);
      int high = 1 + random.nextInt(critical);
      int normal = 1 + random.nextInt(high);
      int low = 1 + random.nextInt(normal);
      PriorityShares shares = PriorityShares.of(critical, high, normal, low);
      int limit = 1 + random.nextInt(random.nextBoolean() ? 10 : Integer.MAX_VALUE - 1);
      int before = limit;
      for (Priority priority : Priority.values()) {
        assertThat(shares.most(priority, limit)).isBetween(1, before);
        before = shares.most(priority, limit);
      }
    }
  }

  @Test
  void shouldRefuseSharesTheWrongWayRound() {
    assertThatThrownBy(() -> PriorityShares.of(90, 95, 80, 70))
        .hasMessage("shares [90, 95, 80, 70]");
    assertThatThrownBy(() -> PriorityShares.of(100, 90, 80, 0))
        .hasMessage("shares [100, 90, 80, 0]");
  }
}
