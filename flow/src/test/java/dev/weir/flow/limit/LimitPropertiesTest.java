package dev.weir.flow.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.limit.LimitRule.FixedWindow;
import dev.weir.flow.limit.LimitRule.LeakyBucket;
import dev.weir.flow.limit.LimitRule.SlidingWindow;
import dev.weir.flow.limit.LimitRule.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No limit ever admits more than its definition says, whatever clocks and threads do. */
class LimitPropertiesTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final int STEPS = 4000;

  /** Permits that were let through together. */
  private record Passed(long at, int permits) {}

  private static LimitRule anyRule(Random random) {
    long permits = 1L + random.nextInt(500);
    long nanos = 10 * MILLI + random.nextLong(3 * SECOND);
    return switch (random.nextInt(4)) {
      case 0 -> new TokenBucket(permits, nanos, 1 + random.nextInt(300));
      case 1 -> new LeakyBucket(permits, nanos, random.nextLong(2 * SECOND));
      case 2 -> new FixedWindow(permits, nanos);
      default -> new SlidingWindow(permits, nanos);
    };
  }

  private static int anyPermits(Random random) {
    return random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 1;
  }

  private static long anyPause(Random random, LimitRule rule) {
    long period =
        switch (rule) {
          case TokenBucket bucket -> bucket.nanos() / bucket.permits();
          case LeakyBucket bucket -> bucket.nanos() / bucket.permits();
          case FixedWindow window -> window.nanos() / window.permits();
          case SlidingWindow window -> window.nanos() / window.permits();
        };
    return switch (random.nextInt(20)) {
      case 0 -> random.nextLong(100 * period + 1);
      case 1 -> random.nextLong(3 * SECOND);
      default -> random.nextLong(period + 1);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void shouldHoldWhenTheClockStepsBack(int tens) {
    for (int seed = 30 * tens; seed < 30 * (tens + 1); seed++) {
      Random random = new Random(seed);
      LimitRule rule = anyRule(random);
      long time = 0;
      long ahead = random.nextLong() >> 4;
      Limit limit = new Limit(rule, time + ahead);
      List<Passed> passed = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        time += anyPause(random, rule);
        if (random.nextInt(200) == 0) {
          ahead -= random.nextLong(random.nextBoolean() ? 100 * MILLI : 4000 * SECOND);
        }
        int permits = anyPermits(random);
        long held = limit.hold(time + ahead, permits);
        if (held >= 0) {
          passed.add(new Passed(time + held, permits));
        }
        assertThat(limit.used(time + ahead)).isBetween(0L, limit.bound());
      }
      assertHeld(rule, passed, "seed " + seed);
    }
  }

  private static void assertHeld(LimitRule rule, List<Passed> passed, String seed) {
    switch (rule) {
      case TokenBucket(long permits, long nanos, long burst, long _) ->
          assertBucket(passed, permits, nanos, burst, seed + " " + rule);
      case LeakyBucket(long permits, long nanos, long _) ->
          assertSpaced(passed, permits, nanos, seed + " " + rule);
      case FixedWindow(long permits, long nanos) ->
          assertWindow(passed, 2 * permits, nanos, seed + " " + rule);
      case SlidingWindow(long permits, long nanos) ->
          assertWindow(passed, permits, nanos, seed + " " + rule);
    }
  }

  /** Over every stretch at once: the excess over the rate never grows by more than the burst. */
  private static void assertBucket(
      List<Passed> passed, long permits, long nanos, long burst, String what) {
    double rate = (double) permits / nanos;
    double least = Double.MAX_VALUE;
    long total = 0;
    for (Passed each : passed) {
      least = Math.min(least, (double) total - each.at * rate);
      total += each.permits;
      assertThat(total - each.at * rate - least).as(what).isLessThanOrEqualTo(burst + 1e-3);
    }
  }

  /** Each leaves when what left before it has been worked off. */
  private static void assertSpaced(List<Passed> passed, long permits, long nanos, String what) {
    double unit = (double) nanos / permits;
    for (int i = 1; i < passed.size(); i++) {
      Passed before = passed.get(i - 1);
      assertThat((double) passed.get(i).at - before.at)
          .as(what)
          .isGreaterThanOrEqualTo(before.permits * unit - 1);
    }
  }

  private static void assertWindow(List<Passed> passed, long most, long nanos, String what) {
    long sum = 0;
    int first = 0;
    for (Passed each : passed) {
      sum += each.permits;
      while (each.at - passed.get(first).at >= nanos) {
        sum -= passed.get(first++).permits;
      }
      assertThat(sum).as(what).isLessThanOrEqualTo(most);
    }
  }

  /** Threads that hold other times for now gain no more than lies between their times. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void shouldHoldWhenThreadsDifferInTime(int tens) {
    for (int seed = 20 * tens; seed < 20 * (tens + 1); seed++) {
      Random random = new Random(seed);
      LimitRule rule = anyRule(random);
      Limit limit = new Limit(rule, 0);
      long[] behind = {0, random.nextLong(SECOND / 2), random.nextLong(SECOND / 20)};
      List<Passed> passed = new ArrayList<>();
      boolean window = rule instanceof FixedWindow || rule instanceof SlidingWindow;
      long time = 0;
      long latest = 0;
      for (int step = 0; step < 600; step++) {
        time += anyPause(random, rule);
        long now = time - behind[random.nextInt(3)];
        latest = Math.max(latest, now);
        int permits = anyPermits(random);
        if (limit.admit(now, permits) == 0) {
          // To a window, what is earlier than the latest is as late as that.
          passed.add(new Passed(window ? latest : now, permits));
        }
      }
      assertHeldBetweenTimes(rule, passed, "seed " + seed + " " + rule);
    }
  }

  private static void assertHeldBetweenTimes(LimitRule rule, List<Passed> passed, String what) {
    for (int i = 0; i < passed.size(); i++) {
      long earliest = Long.MAX_VALUE;
      long latest = Long.MIN_VALUE;
      long sum = 0;
      for (int j = i; j < passed.size(); j++) {
        earliest = Math.min(earliest, passed.get(j).at);
        latest = Math.max(latest, passed.get(j).at);
        sum += passed.get(j).permits;
        assertThat((double) sum)
            .as(what)
            .isLessThanOrEqualTo(most(rule, latest - earliest, passed.get(j).permits) + 1e-3);
      }
    }
  }

  /** What a rule lets through within a time. */
  private static double most(LimitRule rule, long nanos, int last) {
    return switch (rule) {
      case TokenBucket bucket ->
          bucket.burst() + (double) bucket.permits() * nanos / bucket.nanos();
      case LeakyBucket bucket -> last + (double) bucket.permits() * nanos / bucket.nanos();
      case FixedWindow window -> window.permits() * (nanos / window.nanos() + 2);
      case SlidingWindow window ->
          nanos < window.nanos() ? window.permits() : Double.POSITIVE_INFINITY;
    };
  }

  /** Not a nanosecond too early, not one too late. */
  @Test
  void shouldSayExactlyWhenToComeBack() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      LimitRule rule = anyRule(random);
      Limit limit = new Limit(rule, 0);
      long now = 0;
      for (int step = 0; step < 500; step++) {
        now += anyPause(random, rule);
        int permits = anyPermits(random);
        long wait = limit.admit(now, permits);
        if (wait != 0 && wait != Limit.NEVER) {
          assertThat(limit.peek(now + wait - 1, permits)).as("%s %s", seed, rule).isPositive();
          assertThat(limit.peek(now + wait, permits)).as("%s %s", seed, rule).isZero();
          now += wait;
          assertThat(limit.admit(now, permits)).as("%s %s", seed, rule).isZero();
        }
      }
    }
  }

  /** A steady stream gets what it is due, but for the part of a slot that a window is longer. */
  @Test
  void shouldNotAdmitMuchLessEither() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      LimitRule rule = anyRule(random);
      Limit limit = new Limit(rule, 0);
      long end = 20 * SECOND;
      long admitted = 0;
      for (long now = 0; now < end; now += MILLI / 2) {
        while (limit.admit(now, 1) == 0) {
          admitted++;
        }
      }
      long due =
          switch (rule) {
            case TokenBucket bucket -> bucket.permits() * end / bucket.nanos();
            case LeakyBucket bucket ->
                Math.min(end / MILLI, bucket.permits() * end / bucket.nanos() / 2);
            case FixedWindow window -> window.permits() * (end / window.nanos());
            case SlidingWindow window ->
                window.permits() * (end / (window.nanos() * 33 / 32 + MILLI));
          };
      assertThat((double) admitted).as("%s %s", seed, rule).isGreaterThan(due * 0.95 - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldHoldUnderManyThreads(int kind) throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      AtomicLong clock = new AtomicLong();
      LongAdder admitted = new LongAdder();
      LongAdder sinceLastWindow = new LongAdder();
      LimitRule rule =
          switch (kind) {
            case 0 -> new TokenBucket(1000, SECOND, 50);
            case 1 -> new LeakyBucket(1000, SECOND, 0);
            case 2 -> new FixedWindow(50, 50 * MILLI);
            default -> new SlidingWindow(50, 50 * MILLI);
          };
      Limit limit = new Limit(rule, 0);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int number = i;
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      Random random = new Random(number);
                      for (int step = 0; step < 20_000; step++) {
                        long now = clock.addAndGet(random.nextInt(20_000));
                        if (limit.admit(now, 1) == 0) {
                          admitted.increment();
                        } else if (limit.peek(now, 1) == 0 && limit.admit(now, 1) == 0) {
                          sinceLastWindow.increment();
                        }
                        if (number == 0 && step % 100 == 0) {
                          limit.change(rule, now);
                        }
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      long all = admitted.sum() + sinceLastWindow.sum();
      double seconds = clock.get() / (double) SECOND;
      assertThat((double) all).isLessThanOrEqualTo(1000 * seconds + 51);
      assertThat((double) all).isGreaterThan(1000 * seconds * 0.9 - 51);
    }
  }
}
