package dev.weir.flow.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.limit.Limit;
import dev.weir.flow.limit.LimitRule.TokenBucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetLeaseTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final TokenBucket THOUSAND = new TokenBucket(1000, SECOND, 50);
  private static final LeaseRule RULE =
      new LeaseRule(THOUSAND, 50 * MILLI, 50 * MILLI, 200 * MILLI);

  private final BudgetLease lease = new BudgetLease(RULE, 4, 0);

  private int admitted(int asked, long now) {
    int admitted = 0;
    for (int i = 0; i < asked; i++) {
      admitted += lease.admit(now, 1) == 0 ? 1 : 0;
    }
    return admitted;
  }

  private Ask asked(long now) {
    Ask ask = lease.ask(now);
    assertThat(ask).isNotNull();
    return ask == null ? new Ask(0, 0, 0, 0) : ask;
  }

  @Test
  void shouldBeginOnItsShareAndTellTheStore() {
    assertThat(lease.ask(0)).as("nobody has come").isNull();

    assertThat(admitted(20, 0)).as("a quarter of the burst").isEqualTo(12);
    Ask ask = asked(0);
    assertThat(ask.passed()).isEqualTo(12);
    assertThat(ask.wanted()).isBetween(1L, 50L);
    assertThat(lease.ask(MILLI)).as("one question at a time").isNull();
  }

  @Test
  void shouldPassManyRequestsForOneQuestion() {
    admitted(1, 0);
    Ask ask = asked(0);
    lease.granted(ask, ask.wanted(), 0, 0, MILLI);

    assertThat(lease.left(MILLI)).isEqualTo(ask.wanted());
    assertThat(admitted((int) ask.wanted(), MILLI)).isEqualTo((int) ask.wanted());
    assertThat(lease.asks()).isEqualTo(1);
    assertThat(lease.left(MILLI)).isZero();
  }

  @Test
  void shouldAskForWhatALeaseNeedsThoughAllComeInStep() {
    long most = 0;
    for (int burst = 0; burst < 100; burst++) {
      long now = burst * 10L * MILLI;
      for (int i = 0; i < 5; i++) {
        assertThat(lease.admit(now, 1)).as("burst %s", burst).isZero();
        Ask ask = lease.ask(now);
        if (ask != null) {
          most = burst < 10 ? 0 : Math.max(most, ask.wanted());
          lease.granted(ask, ask.wanted(), 0, 0, now);
        }
      }
    }

    assertThat(most).as("of 25 within a lease").isBetween(20L, 32L);
    assertThat(lease.asks()).isLessThan(200);
  }

  @Test
  void shouldNotKeepPermitsLongerThanALease() {
    admitted(1, 0);
    Ask ask = asked(0);
    lease.granted(ask, 40, 0, 0, MILLI);

    assertThat(lease.left(48 * MILLI)).isEqualTo(40);
    assertThat(lease.left(51 * MILLI)).isZero();
  }

  @Test
  void shouldRefuseUntilThereIsMore() {
    admitted(1, 0);
    Ask ask = asked(0);
    lease.granted(ask, 0, 30 * MILLI, 50 * MILLI, MILLI);

    assertThat(lease.admit(2 * MILLI, 1)).isEqualTo(29 * MILLI);
    assertThat(lease.ask(2 * MILLI)).isNull();
    assertThat(lease.admit(31 * MILLI, 1)).isZero();
    assertThat(lease.ask(31 * MILLI)).isNotNull();
  }

  @Test
  void shouldKeepToItsShareWhileTheStoreIsAway() {
    admitted(20, 0);
    asked(0);
    assertThat(lease.ask(50 * MILLI)).as("it is given up").isNull();

    assertThat(lease.isAway()).isTrue();
    int admitted = 0;
    for (long now = 50 * MILLI; now < 10 * SECOND; now += MILLI) {
      admitted += admitted(3, now);
    }
    assertThat(admitted).isBetween(2450, 2520);
  }

  @Test
  void shouldComeBackWithTheFirstAnswer() {
    admitted(20, 0);
    lease.failed(asked(0), MILLI);
    assertThat(lease.ask(100 * MILLI)).isNull();
    admitted(2, 201 * MILLI);
    Ask ask = asked(201 * MILLI);
    assertThat(ask.passed()).as("is not charged").isZero();

    lease.granted(ask, 10, 0, 0, 202 * MILLI);

    assertThat(lease.isAway()).isFalse();
    assertThat(lease.left(202 * MILLI)).isEqualTo(10);
  }

  @Test
  void shouldNotTakeAnAnswerThatComesTooLate() {
    admitted(1, 0);
    Ask ask = asked(0);
    lease.ask(60 * MILLI);

    lease.granted(ask, 40, 0, 0, 61 * MILLI);
    lease.failed(ask, 61 * MILLI);

    assertThat(lease.isAway()).isTrue();
    assertThat(lease.left(61 * MILLI)).isZero();
  }

  @Test
  void shouldHoldToADifferentShareWhenGatewaysComeOrGo() {
    admitted(20, 0);
    lease.failed(asked(0), 0);

    lease.gateways(2, 0);

    assertThat(lease.own().rule()).isEqualTo(new TokenBucket(1000, 2 * SECOND, 25));
  }

  @Test
  void shouldAskForManyAtOnceIfOneRequestNeedsThem() {
    assertThat(lease.admit(0, 45)).isEqualTo(50 * MILLI);
    Ask ask = asked(0);
    assertThat(ask.wanted()).isGreaterThanOrEqualTo(45);
    lease.granted(ask, 45, 0, 0, MILLI);

    assertThat(lease.admit(MILLI, 45)).isZero();
    assertThat(lease.admit(MILLI, 51)).isEqualTo(Limit.NEVER);
  }

  @Test
  void shouldTakeBackWhatIsNotNeeded() {
    admitted(1, 0);
    Ask ask = asked(0);
    lease.granted(ask, 40, 0, 0, MILLI);
    assertThat(admitted(40, MILLI)).isEqualTo(40);

    lease.giveBack(MILLI, 3);

    assertThat(lease.left(MILLI)).isEqualTo(3);
    assertThat(admitted(3, MILLI)).isEqualTo(3);
  }

  @Test
  void shouldTellTheStoreOfWhatWasGivenBackTooLate() {
    admitted(13, 0);
    lease.giveBack(0, 2);

    assertThat(asked(0).passed()).isEqualTo(10);
  }

  @Test
  void shouldHoldToAnotherBudgetFromNowOn() {
    admitted(1, 0);
    Ask ask = asked(0);
    lease.granted(ask, 40, 0, 0, MILLI);
    LeaseRule less = LeaseRule.of(new TokenBucket(10, SECOND, 8));

    lease.change(less, 2, MILLI);

    assertThat(lease.own().rule()).isEqualTo(new TokenBucket(10, 2 * SECOND, 4));
    assertThat(lease.admit(MILLI, 9)).isEqualTo(Limit.NEVER);
    assertThat(lease.left(MILLI)).as("stays").isEqualTo(40);
  }

  @Test
  void shouldOnlyEndWhenNothingIsInUseAnywhere() {
    assertThat(lease.used(0)).isZero();
    admitted(1, 0);
    assertThat(lease.retire(0)).isFalse();
    Ask ask = asked(0);
    assertThat(lease.retire(0)).as("a question is open").isFalse();
    lease.granted(ask, 20, 0, 400 * MILLI, MILLI);
    assertThat(lease.used(MILLI)).isEqualTo(50);
    assertThat(lease.used(391 * MILLI)).isEqualTo(10);

    assertThat(lease.retire(2 * MILLI)).as("permits are left").isFalse();
    assertThat(lease.retire(200 * MILLI)).as("in use elsewhere").isFalse();
    assertThat(lease.isRetired()).isFalse();
    assertThat(lease.retire(401 * MILLI)).isTrue();
    assertThat(lease.isRetired()).isTrue();
  }

  @Test
  void shouldNotEndWhileAStoreThatHasNotAnsweredMayKnowOfIt() {
    admitted(1, 0);
    lease.failed(asked(0), MILLI);

    assertThat(lease.retire(50 * MILLI)).isFalse();
    assertThat(lease.retire(52 * MILLI)).isTrue();
  }

  @Test
  void shouldRefuseRulesThatMeanNothing() {
    assertThatThrownBy(() -> new LeaseRule(THOUSAND, 1, 1, 1)).hasMessage("lease 1");
    assertThatThrownBy(() -> new LeaseRule(THOUSAND, SECOND, 0, 1))
        .hasMessage("patience 0, retry 1");
    assertThat(LeaseRule.of(THOUSAND).leaseNanos()).isEqualTo(100 * MILLI);
  }

  /** The shared counter, as a store would keep it, and gateways with uneven traffic. */
  private static final class Fleet {
    private record Event(long at, long order, Runnable what) {}

    private final PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final List<BudgetLease> gateways = new ArrayList<>();
    private final List<Long> passed = new ArrayList<>();
    private final Random random;
    private final LeaseRule rule;
    private double tokens;
    private long storeTime;
    private long order;
    private long now;
    private long answersAfter;
    private boolean storeAway;
    private int refused;

    private Fleet(int count, LeaseRule rule, long answersAfter, Random random) {
      this.rule = rule;
      this.random = random;
      this.answersAfter = answersAfter;
      this.tokens = rule.budget().burst();
      for (int i = 0; i < count; i++) {
        gateways.add(new BudgetLease(rule, count, 0));
      }
    }

    private double perNano() {
      return (double) rule.budget().permits() / rule.budget().nanos();
    }

    private void at(long time, Runnable what) {
      events.add(new Event(time, order++, what));
    }

    private void run(long until, double perSecond, double[] shares) {
      while (now < until) {
        long next = now + (long) (-Math.log(1 - random.nextDouble()) * SECOND / perSecond);
        while (!events.isEmpty() && events.element().at <= next) {
          Event event = events.remove();
          now = event.at;
          event.what.run();
        }
        now = next;
        arrive(shares);
      }
    }

    private void arrive(double[] shares) {
      double chosen = random.nextDouble();
      int gateway = 0;
      while (gateway < shares.length - 1 && chosen > shares[gateway]) {
        chosen -= shares[gateway++];
      }
      BudgetLease lease = gateways.get(gateway);
      if (lease.admit(now, 1) == 0) {
        passed.add(now);
      } else {
        refused++;
      }
      Ask ask = lease.ask(now);
      if (ask != null) {
        at(now + answersAfter / 2, () -> serve(lease, ask));
      }
    }

    private void serve(BudgetLease lease, Ask ask) {
      if (storeAway) {
        return;
      }
      double full = (double) rule.budget().burst();
      tokens = Math.min(full, tokens + (now - storeTime) * perNano());
      storeTime = now;
      tokens -= ask.passed();
      long granted = Math.clamp((long) tokens, 0, ask.wanted());
      tokens -= granted;
      long more = tokens >= 1 ? 0 : (long) ((1 - tokens) / perNano());
      long whole = (long) ((full - tokens) / perNano());
      at(now + answersAfter / 2, () -> lease.granted(ask, granted, more, whole, now));
    }

    private @Nullable String overrun(long from, long nanos, double most) {
      List<Long> seen = passed.stream().filter(at -> at >= from).toList();
      int first = 0;
      for (int i = 0; i < seen.size(); i++) {
        while (seen.get(i) - seen.get(first) >= nanos) {
          first++;
        }
        if (i - first + 1 > most) {
          return (i - first + 1) + " within " + nanos + " before " + seen.get(i);
        }
      }
      return null;
    }

    private long asks() {
      return gateways.stream().mapToLong(BudgetLease::asks).sum();
    }

    private double perSecond(long from, long until) {
      return passed.stream().filter(at -> at >= from && at < until).count()
          / ((until - from) / (double) SECOND);
    }
  }

  @Test
  void shouldHoldABudgetWithinAPercentOverAnyTenSeconds() {
    for (double[] shares : new double[][] {{0.34, 0.33, 0.33}, {0.9, 0.09, 0.01}, {0.6, 0.4, 0}}) {
      Fleet fleet = new Fleet(3, RULE, MILLI, new Random(1));

      fleet.run(40 * SECOND, 5000, shares);

      assertThat(fleet.overrun(SECOND, 10 * SECOND, 10_100)).isNull();
      assertThat(fleet.perSecond(10 * SECOND, 40 * SECOND)).isBetween(980.0, 1010.0);
      assertThat(fleet.asks()).as("questions in 40 s").isLessThan(40 * 3 * 81);
    }
  }

  @Test
  void shouldRefuseNobodyBelowTheBudgetWhereverTheTrafficIs() {
    for (double[] shares : new double[][] {{0.34, 0.33, 0.33}, {0.9, 0.09, 0.01}, {1, 0, 0}}) {
      Fleet fleet = new Fleet(3, RULE, MILLI, new Random(2));

      fleet.run(40 * SECOND, 800, shares);

      assertThat(fleet.refused).as("of %s", fleet.passed.size()).isLessThan(64);
      assertThat(fleet.asks()).isLessThan(fleet.passed.size() / 3);
    }
  }

  @Test
  void shouldKeepToTheSharesWhileTheStoreIsAwayAndComeBackByItself() {
    Fleet fleet = new Fleet(3, RULE, MILLI, new Random(3));
    double[] even = {0.34, 0.33, 0.33};
    fleet.run(20 * SECOND, 3000, even);
    fleet.storeAway = true;
    fleet.run(40 * SECOND, 3000, even);
    fleet.storeAway = false;
    fleet.tokens = RULE.budget().burst();
    fleet.run(60 * SECOND, 3000, even);

    assertThat(fleet.perSecond(21 * SECOND, 40 * SECOND)).isBetween(970.0, 1010.0);
    assertThat(fleet.perSecond(41 * SECOND, 60 * SECOND)).isBetween(970.0, 1010.0);
    assertThat(fleet.overrun(SECOND, 10 * SECOND, 10_300)).isNull();
    assertThat(fleet.gateways).noneMatch(BudgetLease::isAway);
  }

  @Test
  void shouldRefuseNobodyWithinTheSharesWhenTheStoreGoes() {
    Fleet fleet = new Fleet(3, RULE, MILLI, new Random(4));
    double[] even = {0.34, 0.33, 0.33};
    fleet.run(10 * SECOND, 500, even);
    int before = fleet.refused;
    fleet.storeAway = true;
    fleet.run(20 * SECOND, 500, even);
    fleet.storeAway = false;
    fleet.run(30 * SECOND, 500, even);
    fleet.answersAfter = 400 * MILLI;
    fleet.run(40 * SECOND, 500, even);

    assertThat(fleet.refused - before).isZero();
  }

  /** Whatever the traffic, the times of answers and the lengths of leases are. */
  @Test
  void shouldKeepToItsStatedBound() {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      long lease = (10 + random.nextInt(200)) * MILLI;
      long patience = (5 + random.nextInt(100)) * MILLI;
      TokenBucket budget = new TokenBucket(1 + random.nextInt(3000), SECOND, 200);
      LeaseRule rule = new LeaseRule(budget, lease, patience, SECOND);
      int count = 1 + random.nextInt(5);
      Fleet fleet = new Fleet(count, rule, random.nextLong(patience * 9 / 10), random);
      double[] shares = new double[count];
      double left = 1;
      for (int i = 0; i < count; i++) {
        shares[i] = left * random.nextDouble();
        left -= shares[i];
      }
      shares[count - 1] += left;

      fleet.run(10 * SECOND, 100 + random.nextInt(8000), shares);

      for (long stretch : new long[] {100 * MILLI, SECOND, 5 * SECOND}) {
        double most =
            budget.permits() * (stretch + lease + patience) / (double) SECOND
                + 2 * budget.burst()
                + count;
        assertThat(fleet.overrun(0, stretch, most)).as("seed %s", seed).isNull();
      }
    }
  }
}
