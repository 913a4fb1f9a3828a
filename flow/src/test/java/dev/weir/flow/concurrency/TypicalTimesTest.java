package dev.weir.flow.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TypicalTimesTest {
  @Test
  void shouldKnowLogarithmsToAPercent() {
    for (long value = 1; value < 1L << 40; value += 1 + value / 100) {
      double exact = Math.log((double) value) / Math.log(2);

      assertThat(TypicalTimes.logarithm(value) / 1024.0).isCloseTo(exact, within(0.012));
    }
  }

  @Test
  void shouldTakeTheGeometricMean() {
    TypicalTimes times = new TypicalTimes();
    times.record(1_000_000);
    times.record(4_000_000);
    times.read();

    assertThat(times.count()).isEqualTo(2);
    assertThat(times.typical()).isCloseTo(2_000_000, within(20_000.0));
  }

  @Test
  void shouldKnowHowSureItIs() {
    TypicalTimes times = new TypicalTimes();
    Random random = new Random(1);
    times.begin();
    for (int i = 0; i < 400; i++) {
      times.record((long) (5_000_000 * Math.exp(random.nextGaussian())));
    }
    times.read();

    assertThat(times.error()).isCloseTo(1 / Math.sqrt(400), within(0.005));
    times.begin();
    times.read();
    assertThat(times.error()).isInfinite();
  }

  @Test
  void shouldForgetWhatWasBefore() {
    TypicalTimes times = new TypicalTimes();
    for (int i = 0; i < 100_000; i++) {
      times.record(50_000_000_000L);
    }
    times.begin();
    times.record(1_000);
    times.read();

    assertThat(times.count()).isEqualTo(1);
    assertThat(times.typical()).isCloseTo(1_000, within(10.0));
  }

  @Test
  void shouldKnowNothingOfNothing() {
    TypicalTimes times = new TypicalTimes();
    times.read();

    assertThat(times.typical()).isZero();
  }
}
