package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimesWindowTest {
  private static final long MILLI = 1_000_000;

  private final AnswerTimes times = new AnswerTimes();
  private final TimesWindow window = new TimesWindow(3);

  @Test
  void shouldKnowATimeToAFifth() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      long nanos = (long) Math.exp(random.nextDouble() * Math.log(60e9));
      int bucket = AnswerTimes.bucket(nanos);
      long shortest = AnswerTimes.shortest(bucket);
      assertThat(shortest).isLessThanOrEqualTo(nanos);
      if (nanos > 1 << 18) {
        assertThat(nanos - shortest).isLessThanOrEqualTo(nanos / 5 + 1);
      }
    }
    assertThat(AnswerTimes.bucket(-1)).isZero();
    assertThat(AnswerTimes.bucket(Long.MAX_VALUE)).isEqualTo(AnswerTimes.BUCKETS - 1);
  }

  @Test
  void shouldForgetWhatIsOlderThanItself() {
    times.record(MILLI);
    slide();
    assertThat(window.count()).isEqualTo(1);
    slide();
    slide();
    assertThat(window.count()).isEqualTo(1);

    slide();

    assertThat(window.count()).isZero();
    assertThat(window.median()).isZero();
  }

  @Test
  void shouldCountAsTheTimesThemselvesDo() {
    Random random = new Random(11);
    for (int round = 0; round < 50; round++) {
      AnswerTimes first = new AnswerTimes();
      AnswerTimes second = new AnswerTimes();
      TimesWindow both = new TimesWindow(2);
      long[] all = new long[1 + random.nextInt(50)];
      for (int i = 0; i < all.length; i++) {
        all[i] = (1 + random.nextInt(2_000)) * MILLI;
        (random.nextBoolean() ? first : second).record(all[i]);
      }
      both.add(first);
      both.add(second);
      both.slide();

      Arrays.sort(all);
      long median = all[(all.length + 1) / 2 - 1];
      assertThat(both.count()).isEqualTo(all.length);
      assertThat(both.median()).isBetween(median * 4 / 5 - 1, median);
      assertThat(both.slowerThan(3_000 * MILLI)).isZero();
      assertThat(both.slowerThan(0)).isEqualTo(all.length);
    }
  }

  @Test
  void shouldKnowAPercentileToAFifth() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      AnswerTimes of = new AnswerTimes();
      TimesWindow one = new TimesWindow(1);
      long[] all = new long[100 + random.nextInt(2_000)];
      for (int i = 0; i < all.length; i++) {
        all[i] = (1 + random.nextInt(2_000)) * MILLI;
        of.record(all[i]);
      }
      one.add(of);
      one.slide();

      Arrays.sort(all);
      for (int percent : new int[] {1, 50, 95, 99, 100}) {
        long exact = all[(int) Math.ceil(all.length * percent / 100.0) - 1];
        assertThat(one.percentile(percent)).isBetween(exact * 4 / 5 - MILLI, exact * 5 / 4 + MILLI);
      }
    }
    assertThat(new TimesWindow(1).percentile(99)).isZero();
  }

  @Test
  void shouldBeReadWhileAnotherThreadRecords() throws InterruptedException {
    int records = 200_000;
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < records; i++) {
                    times.record(i * 1_000L);
                  }
                });
    TimesWindow whole = new TimesWindow(2_000);
    int before = 0;
    for (int i = 0; i < 1_900 && writer.isAlive(); i++) {
      whole.add(times);
      whole.slide();
      assertThat(whole.count()).isBetween(before, records);
      before = whole.count();
    }
    writer.join();
    whole.add(times);
    whole.slide();

    assertThat(whole.count()).isEqualTo(records);
  }

  private void slide() {
    window.add(times);
    window.slide();
  }
}
