package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.health.Silence.Look;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private final Silence silence = new Silence(150, 300);

  @Test
  void shouldAskOnceThenTakeItForFrozen() {
    assertThat(silence.look(0, 0, true)).isEqualTo(Look.QUIET);
    assertThat(silence.look(149, 0, true)).isEqualTo(Look.QUIET);

    assertThat(silence.look(150, 0, true)).isEqualTo(Look.ASK);
    assertThat(silence.look(200, 0, true)).isEqualTo(Look.QUIET);
    assertThat(silence.isFrozen()).isFalse();

    assertThat(silence.look(300, 0, true)).isEqualTo(Look.FROZEN);
    assertThat(silence.isFrozen()).isTrue();
  }

  @Test
  void shouldNotTakeALongSearchForAFrozenNode() {
    long heard = 0;
    for (long now = 0; now < 60_000; now += 50) {
      Look look = silence.look(now, heard, true);
      assertThat(look).isNotEqualTo(Look.FROZEN);
      if (look == Look.ASK) {
        heard = now + 1;
      }
    }
  }

  @Test
  void shouldNotMissWhatIsNotOwed() {
    for (long now = 0; now < 10_000; now += 50) {
      assertThat(silence.look(now, 0, false)).isEqualTo(Look.QUIET);
    }
    assertThat(silence.look(10_000, 0, true)).isEqualTo(Look.QUIET);
    assertThat(silence.look(10_149, 0, true)).isEqualTo(Look.QUIET);
  }

  @Test
  void shouldBeHeardWithTheFirstByte() {
    freeze(0);
    assertThat(silence.look(8_000, 0, true)).isEqualTo(Look.QUIET);

    assertThat(silence.look(8_050, 8_020, true)).isEqualTo(Look.HEARD);

    assertThat(silence.isFrozen()).isFalse();
  }

  @Test
  void shouldStayFrozenWhenNothingIsOwedAnyMore() {
    freeze(0);

    assertThat(silence.look(400, 0, false)).isEqualTo(Look.QUIET);

    assertThat(silence.isFrozen()).isTrue();
  }

  @Test
  void shouldBeginAnewWhenTheLookerWasAway() {
    silence.look(0, 0, true);
    silence.look(150, 0, true);

    silence.begin();

    assertThat(silence.look(5_000, 0, true)).isEqualTo(Look.QUIET);
    assertThat(silence.look(5_149, 0, true)).isEqualTo(Look.QUIET);
    assertThat(silence.look(5_150, 0, true)).isEqualTo(Look.ASK);
  }

  @Test
  void shouldFreezeOnlyAfterAWholeSilenceUnderAnyHistory() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Silence any = new Silence(150, 300);
      long now = random.nextLong();
      long heard = now;
      long owedSince = now;
      boolean owes = false;
      for (int i = 0; i < 500; i++) {
        now += 10 + random.nextInt(60);
        if (random.nextInt(8) == 0) {
          heard = now - random.nextInt(10);
        }
        boolean owesNow = random.nextInt(20) != 0;
        owedSince = owesNow && !owes ? now : owedSince;
        owes = owesNow;
        Look look = any.look(now, heard, owes);
        if (look == Look.FROZEN) {
          assertThat(now - heard).isGreaterThanOrEqualTo(300);
          assertThat(now - owedSince).isGreaterThanOrEqualTo(300);
        }
        assertThat(any.isFrozen() && now == heard).isFalse();
      }
    }
  }

  private void freeze(long from) {
    silence.look(from, 0, true);
    silence.look(from + 150, 0, true);
    assertThat(silence.look(from + 300, 0, true)).isEqualTo(Look.FROZEN);
  }
}
