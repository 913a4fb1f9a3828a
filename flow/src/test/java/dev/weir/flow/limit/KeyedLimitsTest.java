package dev.weir.flow.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.limit.LimitRule.TokenBucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class KeyedLimitsTest {
  private static final long SECOND = 1_000_000_000;
  private static final TokenBucket TEN = new TokenBucket(10, SECOND, 10);

  private static int admitted(KeyedLimits<String> limits, String key, int asked, long now) {
    int admitted = 0;
    for (int i = 0; i < asked; i++) {
      admitted += limits.admit(key, now, 1) == 0 ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void shouldGiveEachKeyALimitOfItsOwn() {
    KeyedLimits<String> limits = new KeyedLimits<>(key -> TEN, TEN, 100, 0);

    assertThat(admitted(limits, "a", 20, 0)).isEqualTo(10);
    assertThat(admitted(limits, "b", 20, 0)).isEqualTo(10);
    assertThat(limits.size()).isEqualTo(2);
    assertThat(limits.evictions()).isZero();
  }

  @Test
  void shouldForgetOnlyThoseOfWhichNothingIsInUse() {
    KeyedLimits<String> limits = new KeyedLimits<>(key -> TEN, TEN, 2, 0);
    admitted(limits, "a", 10, 0);
    admitted(limits, "b", 1, 0);

    assertThat(admitted(limits, "c", 20, 0)).as("shares").isEqualTo(10);
    assertThat(admitted(limits, "d", 20, 0)).as("shares").isZero();
    assertThat(limits.crowded()).isEqualTo(40);
    assertThat(admitted(limits, "c", 1, SECOND / 2)).as("takes the place of b").isEqualTo(1);

    assertThat(limits.evictions()).isEqualTo(1);
    assertThat(limits.size()).isEqualTo(2);
    assertThat(admitted(limits, "a", 20, SECOND / 2)).as("was not forgotten").isEqualTo(5);
  }

  @Test
  void shouldChangeEveryRuleAndKeepWhatWasUsed() {
    KeyedLimits<String> limits = new KeyedLimits<>(key -> TEN, TEN, 2, 0);
    admitted(limits, "a", 4, 0);

    limits.change(key -> new TokenBucket(20, SECOND, 20), TEN, 0);

    assertThat(admitted(limits, "a", 50, 0)).isEqualTo(16);
    assertThat(admitted(limits, "b", 50, 0)).isEqualTo(20);
  }

  @Test
  void shouldGiveBack() {
    KeyedLimits<String> limits = new KeyedLimits<>(key -> TEN, TEN, 1, 0);
    admitted(limits, "a", 10, 0);
    admitted(limits, "b", 10, 0);

    limits.giveBack("a", 0, 3);
    limits.giveBack("b", 0, 2);

    assertThat(admitted(limits, "a", 10, 0)).isEqualTo(3);
    assertThat(admitted(limits, "b", 10, 0)).isEqualTo(2);
  }

  /** However many keys there are, each gets at most what is due, and the shared ones together. */
  @Test
  void shouldHoldForEachKeyWhateverIsForgotten() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int most = 1 + random.nextInt(20);
      int keys = 1 + random.nextInt(60);
      KeyedLimits<String> limits = new KeyedLimits<>(key -> TEN, TEN, most, 0);
      Map<String, Integer> admitted = new HashMap<>();
      long now = 0;
      for (int step = 0; step < 20_000; step++) {
        now += random.nextLong(SECOND / 1000);
        String key = "key " + (int) (keys * Math.pow(random.nextDouble(), 3));
        if (limits.admit(key, now, 1) == 0) {
          admitted.merge(key, 1, Integer::sum);
        }
        assertThat(limits.size()).isLessThanOrEqualTo(most);
      }
      double due = 10 + 10.0 * now / SECOND;
      // A key may have had its own limit for a time, and a part of the shared one for another.
      assertThat(admitted.values()).as("seed %s", seed).allMatch(count -> count <= 2 * due);
      assertThat(admitted.values().stream().mapToInt(each -> each).sum())
          .isLessThanOrEqualTo((int) ((most + 1) * due));
    }
  }

  @Test
  void shouldHoldUnderManyThreads() throws InterruptedException {
    KeyedLimits<String> limits = new KeyedLimits<>(key -> TEN, TEN, 3, 0);
    AtomicLong clock = new AtomicLong();
    LongAdder admitted = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    Random random = new Random(number);
                    for (int step = 0; step < 30_000; step++) {
                      long now = clock.addAndGet(random.nextInt(100_000));
                      if (limits.admit("key " + random.nextInt(8), now, 1) == 0) {
                        admitted.increment();
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(limits.size()).isLessThanOrEqualTo(3);
    assertThat((double) admitted.sum())
        .isLessThanOrEqualTo(8 * (10 + 10.0 * clock.get() / SECOND) + 10);
  }
}
