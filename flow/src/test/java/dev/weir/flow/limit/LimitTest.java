package dev.weir.flow.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.limit.LimitRule.FixedWindow;
import dev.weir.flow.limit.LimitRule.LeakyBucket;
import dev.weir.flow.limit.LimitRule.SlidingWindow;
import dev.weir.flow.limit.LimitRule.TokenBucket;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private static int admitted(Limit limit, int asked, long now) {
    int admitted = 0;
    for (int i = 0; i < asked; i++) {
      admitted += limit.admit(now, 1) == 0 ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void shouldAdmitABurstAndThenAtTheRate() {
    Limit limit = new Limit(new TokenBucket(100, SECOND, 20), 0);

    assertThat(admitted(limit, 100, 0)).isEqualTo(20);
    assertThat(admitted(limit, 100, SECOND / 10)).isEqualTo(10);
    assertThat(admitted(limit, 100, 10 * SECOND)).isEqualTo(20);
  }

  @Test
  void shouldSayWhenItIsWorthComingBack() {
    Limit limit = new Limit(new TokenBucket(100, SECOND, 20), 0);
    admitted(limit, 20, 0);

    assertThat(limit.admit(0, 1)).isEqualTo(10 * MILLI);
    assertThat(limit.admit(4 * MILLI, 1)).isEqualTo(6 * MILLI);
    assertThat(limit.admit(4 * MILLI, 3)).isEqualTo(26 * MILLI);
    assertThat(limit.admit(0, 21)).isEqualTo(Limit.NEVER);
    assertThat(limit.hold(0, 1)).isEqualTo(-10 * MILLI);
    assertThat(limit.hold(0, 21)).isEqualTo(-Limit.NEVER);
  }

  @Test
  void shouldShapeWithALeakyBucket() {
    Limit limit = new Limit(new LeakyBucket(100, SECOND, 25 * MILLI), 0);

    assertThat(limit.hold(0, 1)).isZero();
    assertThat(limit.hold(0, 1)).isEqualTo(10 * MILLI);
    assertThat(limit.hold(0, 1)).isEqualTo(20 * MILLI);
    assertThat(limit.hold(0, 1)).isEqualTo(-5 * MILLI);
    assertThat(limit.hold(5 * MILLI, 1)).isEqualTo(25 * MILLI);
    assertThat(limit.used(5 * MILLI)).isEqualTo(4);
    assertThat(limit.bound()).isEqualTo(103);
  }

  @Test
  void shouldKeepNoPlaceInALeakyBucketForWhoOnlyAsks() {
    Limit limit = new Limit(new LeakyBucket(100, SECOND, 25 * MILLI), 0);

    assertThat(limit.admit(0, 1)).isZero();
    assertThat(limit.admit(0, 1)).isEqualTo(10 * MILLI);
    assertThat(limit.admit(10 * MILLI, 1)).isZero();
    assertThat(limit.hold(10 * MILLI, 101)).isEqualTo(-Limit.NEVER);
  }

  @Test
  void shouldBeginAnewWithEachFixedWindow() {
    Limit limit = new Limit(new FixedWindow(10, SECOND), 7);

    assertThat(admitted(limit, 20, 7)).isEqualTo(10);
    assertThat(limit.admit(7 + SECOND / 4, 1)).isEqualTo(SECOND * 3 / 4);
    assertThat(admitted(limit, 20, 6 + SECOND)).isZero();
    assertThat(admitted(limit, 20, 7 + SECOND)).isEqualTo(10);
  }

  @Test
  void shouldLetASlidingWindowGoOnSlotBySlot() {
    Limit limit = new Limit(new SlidingWindow(64, 32 * MILLI), 0);
    assertThat(admitted(limit, 60, 0)).isEqualTo(60);
    assertThat(admitted(limit, 60, 20 * MILLI)).isEqualTo(4);

    assertThat(limit.admit(20 * MILLI, 1)).isEqualTo(13 * MILLI);
    assertThat(limit.admit(20 * MILLI, 61)).isEqualTo(33 * MILLI);
    assertThat(admitted(limit, 100, 33 * MILLI - 1)).isZero();
    assertThat(admitted(limit, 100, 33 * MILLI)).isEqualTo(60);
    assertThat(limit.admit(33 * MILLI, 65)).isEqualTo(Limit.NEVER);
  }

  @Test
  void shouldGiveBackWhatWasNotNeeded() {
    for (LimitRule rule :
        new LimitRule[] {
          new TokenBucket(10, SECOND, 10),
          new FixedWindow(10, SECOND),
          new SlidingWindow(10, SECOND)
        }) {
      Limit limit = new Limit(rule, 0);
      admitted(limit, 10, 0);

      limit.giveBack(0, 4);

      assertThat(limit.used(0)).as("%s", rule).isEqualTo(6);
      assertThat(admitted(limit, 10, 0)).as("%s", rule).isEqualTo(4);
    }
  }

  @Test
  void shouldNotGiveBackToAWindowThatIsAnother() {
    Limit limit = new Limit(new FixedWindow(10, SECOND), 0);
    admitted(limit, 10, 0);
    admitted(limit, 5, SECOND);

    limit.giveBack(0, 4);

    assertThat(limit.used(SECOND)).isEqualTo(5);
  }

  @Test
  void shouldPeekWithoutTaking() {
    for (LimitRule rule :
        new LimitRule[] {
          new TokenBucket(10, SECOND, 10),
          new LeakyBucket(10, SECOND, 0),
          new FixedWindow(10, SECOND),
          new SlidingWindow(10, SECOND)
        }) {
      Limit limit = new Limit(rule, 0);

      assertThat(limit.peek(0, 1)).as("%s", rule).isZero();
      assertThat(limit.used(0)).as("%s", rule).isZero();
      admitted(limit, 10, 0);
      assertThat(limit.peek(0, 1)).as("%s", rule).isEqualTo(limit.admit(0, 1)).isPositive();
      assertThat(limit.peek(0, 11)).as("%s", rule).isEqualTo(Limit.NEVER);
    }
  }

  @Test
  void shouldGoOnFromWhatWasUsedWhenTheRateChanges() {
    Limit limit = new Limit(new TokenBucket(10, SECOND, 10), 0);
    admitted(limit, 7, 0);

    limit.change(new TokenBucket(1000, SECOND, 100), 0);
    assertThat(limit.used(0)).isEqualTo(7);
    assertThat(limit.bound()).isEqualTo(100);
    assertThat(admitted(limit, 1000, 0)).isEqualTo(93);

    limit.change(new TokenBucket(10, SECOND, 10), 0);
    assertThat(limit.used(0)).isEqualTo(10);
    assertThat(limit.admit(0, 1)).isEqualTo(SECOND / 10);
  }

  @Test
  void shouldNotStarveWhereTheRuleChangesMoreOftenThanPermitsCome() {
    TokenBucket rule = new TokenBucket(1, 10 * SECOND, 1);
    Limit limit = new Limit(rule, 0);
    admitted(limit, 1, 0);

    for (int second = 1; second <= 10; second++) {
      limit.change(rule, second * SECOND);
    }

    assertThat(limit.admit(10 * SECOND + 1, 1)).isZero();
  }

  @Test
  void shouldKeepTheWindowWhenOnlyItsPermitsChange() {
    for (LimitRule[] rules :
        new LimitRule[][] {
          {new FixedWindow(10, SECOND), new FixedWindow(20, SECOND)},
          {new SlidingWindow(10, SECOND), new SlidingWindow(20, SECOND)}
        }) {
      Limit limit = new Limit(rules[0], 0);
      admitted(limit, 10, 0);

      for (int i = 0; i < 5; i++) {
        limit.change(rules[i % 2], SECOND / 2);
      }
      limit.change(rules[1], SECOND / 2);

      assertThat(admitted(limit, 50, SECOND / 2)).isEqualTo(10);
      assertThat(admitted(limit, 50, SECOND + SECOND / 31)).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void shouldCarryWhatWasUsedToARuleOfAnotherKind() {
    LimitRule[] rules = {
      new TokenBucket(10, SECOND, 10),
      new FixedWindow(10, SECOND),
      new SlidingWindow(10, SECOND),
      new SlidingWindow(10, 2 * SECOND)
    };
    for (LimitRule before : rules) {
      for (LimitRule after : rules) {
        Limit limit = new Limit(before, 0);
        admitted(limit, 6, 0);

        limit.change(after, 0);

        assertThat(limit.rule()).isEqualTo(after);
        assertThat(admitted(limit, 10, 0)).as("%s to %s", before, after).isEqualTo(4);
      }
    }
  }

  @Test
  void shouldNotStandStillAfterAClockThatSteppedBackFar() {
    for (LimitRule rule :
        new LimitRule[] {
          new TokenBucket(10, SECOND, 10),
          new LeakyBucket(10, SECOND, SECOND),
          new FixedWindow(10, SECOND),
          new SlidingWindow(10, SECOND)
        }) {
      long late = 3600 * SECOND;
      Limit limit = new Limit(rule, 0);
      admitted(limit, 10, late);

      assertThat(limit.admit(0, 1)).as("%s", rule).isBetween(1L, 2 * SECOND);
      assertThat(limit.admit(2 * SECOND + SECOND / 10, 1)).as("%s", rule).isZero();
    }
  }

  @Test
  void shouldSayThatItIsRetiredOnlyIfNothingIsInUse() {
    for (LimitRule rule :
        new LimitRule[] {
          new TokenBucket(10, SECOND, 10),
          new LeakyBucket(10, SECOND, 0),
          new FixedWindow(10, SECOND),
          new SlidingWindow(10, SECOND)
        }) {
      Limit limit = new Limit(rule, 0);
      limit.admit(0, 1);

      assertThat(limit.retire(0)).as("%s", rule).isFalse();
      assertThat(limit.retire(2 * SECOND)).as("%s", rule).isTrue();
      assertThat(limit.admit(2 * SECOND, 1)).as("%s", rule).isEqualTo(Meter.RETIRED);
      limit.change(new TokenBucket(1, SECOND, 1), 2 * SECOND);
      assertThat(limit.isRetired()).as("%s", rule).isTrue();
    }
  }

  @Test
  void shouldRefuseRulesThatMeanNothing() {
    assertThatThrownBy(() -> new TokenBucket(0, SECOND, 1)).hasMessage("permits 0");
    assertThatThrownBy(() -> new TokenBucket(1, SECOND, 0)).hasMessage("burst 0");
    assertThatThrownBy(() -> new TokenBucket(1, 50L * 24 * 3600 * SECOND, 3)).hasMessage("burst 3");
    assertThatThrownBy(() -> new TokenBucket(1000, 1, 1)).hasMessage("permits 1000");
    assertThatThrownBy(() -> new LeakyBucket(1, SECOND, -1)).hasMessage("longest wait -1");
    assertThatThrownBy(() -> new FixedWindow(1, MILLI)).hasMessage("nanos 1000000");
    assertThatThrownBy(() -> new SlidingWindow(2_000_000_000, SECOND))
        .hasMessage("permits 2000000000");
  }

  @Test
  void shouldOweWhatWasChargedBeyondWhatIsThere() {
    Limit limit = new Limit(new TokenBucket(10, SECOND, 10, 100), 0);
    assertThat(limit.admit(0, 10)).isZero();

    limit.charge(0, 20);

    assertThat(limit.admit(0, 1)).isEqualTo(2 * SECOND + SECOND / 10);
    assertThat(limit.used(0)).isEqualTo(10);
    assertThat(limit.admit(2 * SECOND, 1)).isEqualTo(SECOND / 10);
    assertThat(limit.admit(2 * SECOND + SECOND / 10, 1)).isZero();
  }

  @Test
  void shouldOweNoMoreThanItsRuleAllowsAndNothingLess() {
    Limit limit = new Limit(new TokenBucket(10, SECOND, 10, 100), 0);
    for (int i = 0; i < 50; i++) {
      limit.charge(0, 1_000);
    }
    assertThat(limit.admit(0, 1)).isEqualTo(10 * SECOND + SECOND / 10);

    Limit debtless = new Limit(new TokenBucket(10, SECOND, 10), 0);
    debtless.charge(0, 4);
    debtless.charge(0, 40);
    assertThat(debtless.admit(0, 6)).isZero();
  }

  @Test
  void shouldKeepItsDebtsThroughAChangeOfItsRule() {
    Limit limit = new Limit(new TokenBucket(10, SECOND, 10, 100), 0);
    limit.charge(0, 60);
    limit.change(new TokenBucket(20, SECOND, 20, 100), 0);

    assertThat(limit.admit(0, 20)).isEqualTo(3 * SECOND);
  }

  @Test
  void shouldHoldOverTimeWhateverIsChargedAfterwards() {
    Random random = new Random(9);
    Limit limit = new Limit(new TokenBucket(1_000, SECOND, 1_000, 60_000), 0);
    long used = 0;
    long now = 0;
    for (int i = 0; i < 100_000; i++) {
      now += random.nextInt(2_000_000);
      int expected = 1 + random.nextInt(20);
      if (limit.admit(now, expected) == 0) {
        int needed = random.nextInt(200);
        if (needed > expected) {
          limit.charge(now, needed - expected);
        } else if (needed < expected) {
          limit.giveBack(now, expected - needed);
        }
        used += needed;
      }
    }
    assertThat(used / (now / 1e9)).isBetween(950.0, 1_020.0);
  }
}
