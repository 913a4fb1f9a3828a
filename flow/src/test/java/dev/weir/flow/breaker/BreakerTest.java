package dev.weir.flow.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.breaker.Breaker.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final BreakerRule RULE =
      new BreakerRule(SECOND, 50, 50, 20, 5 * SECOND, 5 * SECOND, 40 * SECOND, SECOND, 3);

  private final Breaker breaker = new Breaker(RULE);
  private long now;
  private long ticket;

  @Test
  void shouldOpenWhenFailuresLast() {
    run(4_900, 100, 10, 0.6);
    assertThat(breaker.state()).isEqualTo(State.CLOSED);

    run(1_200, 100, 10, 0.6);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.cause()).contains("calls failed");
    assertThat(breaker.admits(7)).isFalse();
  }

  @Test
  void shouldOpenWhenSlowCallsLast() {
    run(6_500, 100, 1_200, 0);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.cause()).contains("longer than 1000 ms");
  }

  @Test
  void shouldBearABurst() {
    run(3_000, 100, 10, 0);
    run(3_500, 100, 10, 1);
    run(10_000, 100, 10, 0);

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldNotJudgeByFewCalls() {
    run(60_000, 10, 10, 1);

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldComeBackInStepsOfATenth() {
    open();
    List<Integer> shares = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < 300 && breaker.state() != State.CLOSED; i++) {
      run(100, 100, 10, 0);
      if (breaker.share() != last) {
        last = breaker.share();
        shares.add(last);
      }
    }

    assertThat(shares).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldOpenAgainForTwiceAsLongWhenAStepIsBad() {
    open();
    run(5_000, 100, 10, 0);
    assertThat(breaker.state()).isEqualTo(State.RECOVERING);

    run(1_000, 100, 10, 1);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    run(8_900, 100, 10, 0);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
    run(1_200, 100, 10, 0);
    assertThat(breaker.state()).isEqualTo(State.RECOVERING);
  }

  @Test
  void shouldNotJudgeARecoveryByCallsThatWereBegunBeforeIt() {
    open();
    run(5_000, 100, 10, 0);

    for (int i = 0; i < 100; i++) {
      breaker.record(now, 20 * SECOND, true);
    }
    run(1_000, 100, 10, 0);

    assertThat(breaker.state()).isEqualTo(State.RECOVERING);
  }

  @Test
  void shouldNotHoldAStepForEverWithoutCalls() {
    open();
    run(5_000, 0, 0, 0);
    assertThat(breaker.share()).isEqualTo(10);

    run(10_000, 0, 0, 0);

    assertThat(breaker.share()).isEqualTo(20);
  }

  @Test
  void shouldBeOpenWhileWhatItDependsOnIsAway() {
    breaker.absent("no node is up");
    run(100, 100, 10, 0);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.cause()).isEqualTo("no node is up");
    run(60_000, 100, 10, 0);
    assertThat(breaker.state()).isEqualTo(State.OPEN);

    breaker.absent(null);
    run(5_200, 100, 10, 0);

    assertThat(breaker.state()).isEqualTo(State.RECOVERING);
  }

  @Test
  void shouldKeepItsInvariantsUnderAnyHistory() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Breaker any = new Breaker(RULE);
      long time = random.nextLong();
      for (int i = 0; i < 400; i++) {
        time += Breaker.LOOK_NANOS;
        boolean bad = random.nextInt(200) < seed;
        for (int call = 0; call < 5; call++) {
          if (any.admits(ticket++)) {
            any.record(time, 10 * MILLI, bad);
          }
        }
        State before = any.state();
        any.look(time);
        switch (any.state()) {
          case CLOSED -> assertThat(any.share()).isEqualTo(100);
          case OPEN -> assertThat(any.share()).isZero();
          case RECOVERING -> assertThat(any.share()).isBetween(10, 90);
        }
        if (before == State.CLOSED) {
          assertThat(any.state()).isNotEqualTo(State.RECOVERING);
        }
        if (before == State.OPEN) {
          assertThat(any.state()).isNotEqualTo(State.CLOSED);
        }
      }
    }
  }

  @Test
  void shouldCountEveryCallOfManyThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int call = 0; call < 50_000; call++) {
                      breaker.record(0, 10 * MILLI, call % 2 == 0);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    breaker.look(0);
    breaker.look(5 * SECOND);

    assertThat(breaker.cause()).startsWith("100000 of 200000 calls failed");
  }

  private void open() {
    for (int i = 0; i < 100 && breaker.state() == State.CLOSED; i++) {
      run(100, 100, 10, 1);
    }
    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  /** Calls at a steady rate, with a look each tenth of a second. */
  private void run(int millis, int perSecond, long tookMillis, double failing) {
    Random random = new Random(17);
    for (int at = 0; at < millis; at += 100) {
      for (int i = 0; i < perSecond / 10; i++) {
        if (breaker.admits(ticket++)) {
          breaker.record(now, tookMillis * MILLI, random.nextDouble() < failing);
        }
      }
      now += Breaker.LOOK_NANOS;
      breaker.look(now);
    }
  }
}
