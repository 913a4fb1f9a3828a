package dev.weir.flow.demand;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DemandsTest {
  private static final long TENTH = 100_000_000;

  private long now = 17;
  private final Demands<String> demands = new Demands<>(100, now);

  /** A tenth of a second with so many requests. */
  private void tenth(String key, int requests) {
    for (int i = 0; i < requests; i++) {
      demands.ask(key);
    }
    now += TENTH;
    demands.look(now);
  }

  private static Map<String, Peaks> peaks(Demands<String> of) {
    Map<String, Peaks> all = new TreeMap<>();
    of.forEach(all::put);
    return all;
  }

  private Peaks peaks(String key) {
    return Objects.requireNonNull(peaks(demands).get(key));
  }

  @Test
  void shouldTellTheMostWithinASecondTenAndSixtyWhereverTheyBegin() {
    Random random = new Random(3);
    List<Integer> tenths = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int requests = random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(3);
      tenths.add(requests);
      tenth("a", requests);
    }

    int[] all = tenths.stream().mapToInt(Integer::intValue).toArray();
    Peaks peaks = peaks("a");
    assertThat(peaks.requests()).isEqualTo(Arrays.stream(all).sum());
    assertThat(peaks.second()).isEqualTo(most(all, 10, 1));
    assertThat(peaks.tenSeconds()).isEqualTo(most(all, 100, 10));
    assertThat(peaks.minute()).isEqualTo(most(all, 600, 10));
  }

  /** The most within any stretch that ends after a multiple of a step. */
  private static long most(int[] tenths, int length, int step) {
    long most = 0;
    for (int end = step; end <= tenths.length; end += step) {
      most = Math.max(most, Arrays.stream(tenths, Math.max(0, end - length), end).sum());
    }
    return most;
  }

  @Test
  void shouldTellWhatIsUsualWithoutWhatHappensOnce() {
    for (int second = 0; second < 1_000; second++) {
      int requests = second == 500 ? 1_000 : 5;
      for (int i = 0; i < 10; i++) {
        tenth("a", requests);
      }
      for (int i = 0; i < 10; i++) {
        tenth("a", 0);
      }
    }

    Peaks peaks = peaks("a");
    assertThat(peaks.busySeconds()).isEqualTo(1_000);
    assertThat(peaks.usual()).isBetween(50L, 56L);
    assertThat(peaks.second()).isEqualTo(10_000);
  }

  @Test
  void shouldBeRightToAnEighthForAnyNumber() {
    for (int requests = 1; requests > 0 && requests < 1_000_000_000; requests += 1 + requests / 7) {
      Seconds seconds = new Seconds();
      seconds.add(requests);

      assertThat(seconds.most(0.99)).isBetween((long) requests, requests + requests / 8L);
    }
    assertThat(new Seconds().most(0.99)).isZero();
  }

  @Test
  void shouldTellHowManyWereThereAtOnce() {
    Demand demand = Objects.requireNonNull(demands.ask("a"));
    for (int i = 0; i < 7; i++) {
      demand.begin();
    }
    for (int i = 0; i < 5; i++) {
      demand.end();
    }
    demand.begin();

    assertThat(peaks("a").active()).isEqualTo(7);
  }

  @Test
  void shouldNotTakeTheTimeThatNobodyLookedForOneMoment() {
    for (int i = 0; i < 50; i++) {
      demands.ask("a");
    }
    now += 5 * TENTH;
    demands.look(now);
    for (int i = 0; i < 8; i++) {
      tenth("a", 1);
    }

    assertThat(peaks("a").second()).isBetween(50L, 58L);
  }

  @Test
  void shouldFindThoseThatAskForMostAmongAnyNumberOfOthers() {
    Random random = new Random(5);
    for (int second = 0; second < 120; second++) {
      for (int i = 0; i < 10; i++) {
        for (int j = 0; j < 500; j++) {
          demands.ask("one-time-" + random.nextInt());
          if (random.nextInt(50) == 0) {
            demands.ask("heavy-" + random.nextInt(5));
          }
        }
        now += TENTH;
        demands.look(now);
      }
      assertThat(demands.size()).isLessThanOrEqualTo(100);
    }

    assertThat(peaks(demands)).containsKeys("heavy-0", "heavy-1", "heavy-2", "heavy-3", "heavy-4");
    assertThat(demands.unseen()).isPositive();
    assertThat(demands.forgotten()).isPositive();
  }

  @Test
  void shouldAllocateNothingForThoseThatAreKnown() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    demands.ask("a");
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        Demand demand = demands.ask("a");
        if (demand != null) {
          demand.begin();
          demand.end();
        }
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least).isLessThan(10_000);
  }
}
