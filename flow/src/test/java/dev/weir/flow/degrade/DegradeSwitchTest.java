package dev.weir.flow.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DegradeSwitchTest {
  private static final long SECOND = 1_000_000_000;
  private static final SignalRule PROCESSOR =
      new SignalRule("processor", 90, 5 * SECOND, 70, 10 * SECOND);

  private final DegradeSwitch degrade = new DegradeSwitch("core only", List.of(PROCESSOR), 0);

  private boolean look(double value, long second) {
    return degrade.look(new double[] {value}, second * SECOND);
  }

  private void hold(double value, long fromSecond, long untilSecond) {
    for (long second = fromSecond; second <= untilSecond; second++) {
      look(value, second);
    }
  }

  @Test
  void shouldTurnOnOnlyAfterAWhile() {
    hold(95, 1, 5);
    assertThat(degrade.isOn()).isFalse();

    assertThat(look(95, 6)).isTrue();

    assertThat(degrade.isOn()).isTrue();
    assertThat(degrade.cause()).isEqualTo("processor above 90 for 5 s");
    assertThat(degrade.since()).isEqualTo(6 * SECOND);
  }

  @Test
  void shouldNotBeTurnedByPeaks() {
    for (int second = 1; second < 100; second++) {
      look(second % 5 == 0 ? 60 : 99, second);
      assertThat(degrade.isOn()).isFalse();
    }
  }

  @Test
  void shouldStayOnBetweenItsBoundsAndThroughGaps() {
    hold(95, 1, 6);

    hold(80, 7, 60);
    assertThat(degrade.isOn()).isTrue();
    hold(60, 61, 69);
    hold(75, 70, 70);
    hold(60, 71, 80);
    assertThat(degrade.isOn()).isTrue();

    assertThat(look(60, 81)).isTrue();
    assertThat(degrade.isOn()).isFalse();
    assertThat(degrade.cause()).isEqualTo("processor below 70 for 10 s");
    assertThat(degrade.measured()).isEqualTo(60);
    assertThat(degrade.turns()).isEqualTo(2);
  }

  @Test
  void shouldStayAsItIsWhileASignalIsUnknownButNotForEver() {
    hold(95, 1, 6);

    hold(Double.NaN, 7, 65);
    assertThat(degrade.isOn()).isTrue();
    look(Double.NaN, 66);
    assertThat(degrade.isOn()).isFalse();
    assertThat(degrade.cause()).isEqualTo("processor is not known");
    hold(Double.NaN, 67, 100);
    assertThat(degrade.isOn()).isFalse();
  }

  @Test
  void shouldBeTurnedByHandAtOnceAndGoBackByItself() {
    degrade.hold(true, 30 * SECOND, "sale at noon", SECOND);

    assertThat(degrade.isOn()).isTrue();
    assertThat(degrade.cause()).isEqualTo("sale at noon");
    hold(10, 2, 29);
    assertThat(degrade.isOn()).isTrue();
    assertThat(degrade.heldUntil(0)).isEqualTo(30 * SECOND);
    assertThat(look(10, 30)).isTrue();
    assertThat(degrade.isOn()).isFalse();
    assertThat(degrade.isHeld()).isFalse();
    assertThat(degrade.cause()).isEqualTo("its time is over");
  }

  @Test
  void shouldBeHeldOffByHandWhateverItsSignalSays() {
    degrade.hold(false, 30 * SECOND, "drill", 0);

    hold(99, 1, 29);
    assertThat(degrade.isOn()).isFalse();
    look(99, 30);
    assertThat(degrade.isOn()).isTrue();
    assertThat(degrade.cause()).startsWith("processor");
  }

  @Test
  void shouldFollowItsSignalsWhenTheHandLetsGo() {
    degrade.hold(true, 1000 * SECOND, "drill", 0);
    hold(10, 1, 5);

    degrade.letGo();
    assertThat(look(10, 6)).isTrue();

    assertThat(degrade.isOn()).isFalse();
    assertThat(degrade.cause()).isEqualTo("taken back by hand");
  }

  /** Whoever is told when to come back is not told too early a time. */
  @Test
  void shouldKnowWhenItCanBeOffAtTheEarliest() {
    hold(95, 1, 6);
    assertThat(degrade.earliestOff()).isEqualTo(16 * SECOND);
    hold(60, 7, 9);
    assertThat(degrade.earliestOff()).isEqualTo(17 * SECOND);

    degrade.hold(true, 30 * SECOND, "drill", 9 * SECOND);
    assertThat(degrade.earliestOff()).isEqualTo(30 * SECOND);
    degrade.hold(true, 12 * SECOND, "drill", 9 * SECOND);
    assertThat(degrade.earliestOff()).isEqualTo(17 * SECOND);

    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      DegradeSwitch any = new DegradeSwitch("any", List.of(PROCESSOR), 0);
      long now = 0;
      long notBefore = 0;
      for (int i = 0; i < 500; i++) {
        now += random.nextLong(SECOND);
        boolean was = any.isOn();
        any.look(new double[] {random.nextInt(3) == 0 ? 95 : 60}, now);
        if (was && !any.isOn()) {
          assertThat(now).isGreaterThanOrEqualTo(notBefore);
        }
        notBefore = any.earliestOff();
      }
    }
  }

  @Test
  void shouldBeOnWhileAnySignalSaysSo() {
    DegradeSwitch two =
        new DegradeSwitch(
            "cache or nothing",
            List.of(PROCESSOR, new SignalRule("heap", 80, SECOND, 60, SECOND)),
            0);
    for (int second = 1; second <= 3; second++) {
      two.look(new double[] {50, 90}, second * SECOND);
    }
    assertThat(two.cause()).startsWith("heap");
    for (int second = 4; second <= 10; second++) {
      two.look(new double[] {95, 50}, second * SECOND);
    }

    assertThat(two.isOn()).isTrue();
    assertThat(two.cause()).startsWith("processor");
    assertThatThrownBy(() -> two.look(new double[1], 0)).hasMessage("1 values for 2");
  }

  @Test
  void shouldRefuseARuleWithoutHysteresis() {
    assertThatThrownBy(() -> new SignalRule("p99", 1, 0, 2, 0))
        .hasMessage("p99: on above 1.0 after 0 ns, off below 2.0 after 0 ns");
    assertThatThrownBy(() -> new SignalRule("p99", Double.NaN, 0, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** By signals alone, it never turns more often than their times allow. */
  @Test
  void shouldNotFlapUnderAnySignal() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      DegradeSwitch any = new DegradeSwitch("any", List.of(PROCESSOR), 0);
      long now = 0;
      double value = 50;
      while (now < 2000 * SECOND) {
        now += random.nextLong(SECOND);
        value = Math.clamp(value + 20 * random.nextGaussian(), 0, 130);
        any.look(new double[] {random.nextInt(50) == 0 ? Double.NaN : value}, now);
      }
      assertThat(any.turns()).isLessThanOrEqualTo(2 * (2001 / 15 + 1));
    }
  }
}
