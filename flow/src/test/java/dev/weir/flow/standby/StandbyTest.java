package dev.weir.flow.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.breaker.Breaker;
import dev.weir.flow.breaker.BreakerRule;
import dev.weir.flow.standby.Standby.Preference;
import org.junit.jupiter.api.Test;

class StandbyTest {
  private static final long SECOND = 1_000_000_000;

  private final Breaker primary =
      new Breaker(new BreakerRule(SECOND, 50, 50, 20, SECOND, SECOND, SECOND, SECOND, 3));
  private final Standby standby = new Standby(primary);
  private long now;

  @Test
  void shouldRestWhileThePrimaryIsWell() {
    assertThat(taken()).isZero();
  }

  @Test
  void shouldTakeAllReadsOverAtOnceWhenThePrimaryIsAway() {
    primary.absent("no node is up");
    look();

    assertThat(taken()).isEqualTo(100);
  }

  @Test
  void shouldGiveReadsBackInSteps() {
    primary.absent("no node is up");
    look();
    primary.absent(null);
    int before = taken();
    for (int i = 0; i < 200; i++) {
      look();
      for (int read = 0; read < 3; read++) {
        primary.record(now, 1, false);
      }
      int share = taken();
      assertThat(before - share).isIn(0, 10);
      before = share;
    }

    assertThat(before).isZero();
  }

  @Test
  void shouldDoAsItIsToldForATime() {
    standby.prefer(Preference.STANDBY, now + SECOND);
    assertThat(taken()).isEqualTo(100);
    assertThat(standby.look(now + SECOND - 1)).isFalse();

    assertThat(standby.look(now + SECOND)).isTrue();

    assertThat(taken()).isZero();
    assertThat(standby.preference()).isEqualTo(Preference.AUTOMATIC);
  }

  @Test
  void shouldStayWithThePrimaryWhenToldSo() {
    primary.absent("no node is up");
    look();

    standby.prefer(Preference.PRIMARY, now + SECOND);

    assertThat(taken()).isZero();
  }

  private void look() {
    now += Breaker.LOOK_NANOS;
    primary.look(now);
  }

  private int taken() {
    int count = 0;
    for (int ticket = 0; ticket < 100; ticket++) {
      count += standby.takes(ticket) ? 1 : 0;
    }
    return count;
  }
}
