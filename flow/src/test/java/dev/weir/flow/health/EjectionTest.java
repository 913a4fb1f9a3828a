package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EjectionTest {
  private final Ejection ejection = new Ejection(100, 1_000);

  @Test
  void shouldBeOutForItsTime() {
    ejection.begin(10, ejection.next(10));

    assertThat(ejection.isEjected(10)).isTrue();
    assertThat(ejection.isEjected(109)).isTrue();
    assertThat(ejection.isEjected(110)).isFalse();
  }

  @Test
  void shouldLastTwiceAsLongEachTimeUpToTheLongest() {
    long now = 0;
    long[] lasted = new long[6];
    for (int i = 0; i < lasted.length; i++) {
      lasted[i] = ejection.next(now);
      ejection.begin(now, lasted[i]);
      now += lasted[i] + 1;
    }

    assertThat(lasted).containsExactly(100, 200, 400, 800, 1_000, 1_000);
  }

  @Test
  void shouldBeginSmallAgainAfterAGoodTime() {
    ejection.begin(0, 100);
    assertThat(ejection.next(100 + 400)).isEqualTo(200);

    assertThat(ejection.next(100 + 401)).isEqualTo(100);
  }

  @Test
  void shouldEndBeforeItsTime() {
    ejection.begin(0, 100);

    ejection.end();

    assertThat(ejection.isEjected(1)).isFalse();
    assertThat(ejection.left(1)).isZero();
    assertThat(ejection.next(1)).isEqualTo(100);
  }

  @Test
  void shouldNotMindAClockThatIsNegativeOrWraps() {
    for (long start : new long[] {Long.MIN_VALUE + 5, -50, Long.MAX_VALUE - 50}) {
      Ejection fresh = new Ejection(100, 1_000);
      assertThat(fresh.isEjected(start)).isFalse();

      fresh.begin(start, 100);

      assertThat(fresh.isEjected(start + 99)).isTrue();
      assertThat(fresh.isEjected(start + 100)).isFalse();
    }
  }

  @Test
  void shouldStayWithinItsBoundsUnderAnyHistory() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Ejection any = new Ejection(1 + random.nextInt(100), 1 + random.nextInt(10_000));
      long now = random.nextLong();
      long first = any.next(now);
      for (int i = 0; i < 100; i++) {
        now += random.nextInt(5_000);
        long next = any.next(now);
        assertThat(next).isBetween(first, Math.max(first, 10_000L));
        if (random.nextBoolean() && !any.isEjected(now)) {
          any.begin(now, next);
        }
      }
    }
  }
}
