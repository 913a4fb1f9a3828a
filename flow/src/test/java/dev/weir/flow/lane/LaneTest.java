package dev.weir.flow.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.concurrency.AdaptiveConcurrency;
import dev.weir.flow.concurrency.AdaptiveConcurrency.Bounds;
import dev.weir.flow.concurrency.ConcurrencyLimit.Finding;
import dev.weir.flow.concurrency.FixedConcurrency;
import dev.weir.flow.concurrency.Outcome;
import dev.weir.flow.concurrency.Priority;
import dev.weir.flow.concurrency.PriorityShares;
import dev.weir.flow.lane.Lane.Entry;
import dev.weir.flow.queue.Ticket;
import dev.weir.flow.queue.WaitingRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long FAR = 1000 * SECOND;
  private static final List<Priority> PRIORITIES = List.of(Priority.values());

  private final FixedConcurrency limit = new FixedConcurrency(2);
  private final Lane<String> lane = lane(limit, PriorityShares.equal(), 3);

  private static <T> Lane<T> lane(FixedConcurrency limit, PriorityShares shares, int most) {
    return new Lane<>(limit, shares, new WaitingRoom.Bounds(most, SECOND, 100 * MILLI), 0);
  }

  private static Ticket<String> ticket(String name, Priority priority) {
    Ticket<String> ticket = new Ticket<>(name);
    ticket.set(priority, "tenant", 1, FAR);
    return ticket;
  }

  private Entry enter(String name, Priority priority) {
    return lane.enter(ticket(name, priority), 0);
  }

  private String next(long now) {
    Ticket<String> next = lane.next(now);
    return next == null ? "none" : next.owner() + " " + next.state();
  }

  @Test
  void shouldAdmitThenLetWaitThenRefuse() {
    assertThat(enter("1", Priority.NORMAL)).isEqualTo(Entry.ADMITTED);
    assertThat(enter("2", Priority.NORMAL)).isEqualTo(Entry.ADMITTED);
    for (int i = 3; i <= 5; i++) {
      assertThat(enter("" + i, Priority.NORMAL)).isEqualTo(Entry.WAITING);
    }
    assertThat(enter("6", Priority.NORMAL)).isEqualTo(Entry.FULL);
    assertThat(lane.active()).isEqualTo(2);
    assertThat(lane.waiting()).isEqualTo(3);
    assertThat(next(1)).isEqualTo("none");

    assertThat(lane.leave(MILLI, Outcome.SERVED)).isTrue();
    assertThat(next(1)).isEqualTo("3 ADMITTED");
    assertThat(next(1)).isEqualTo("none");
  }

  @Test
  void shouldHoldToWhatIsLaidOverItsLimit() {
    lane.adjust(Adjustment.percent(50));
    assertThat(lane.bound()).isEqualTo(1);
    assertThat(enter("1", Priority.NORMAL)).isEqualTo(Entry.ADMITTED);
    assertThat(enter("2", Priority.NORMAL)).isEqualTo(Entry.WAITING);
    lane.look(0);
    assertThat(limit.finding()).isEqualTo(Finding.ROOM);

    lane.adjust(Adjustment.to(3));
    assertThat(next(1)).isEqualTo("2 ADMITTED");
    assertThat(enter("3", Priority.NORMAL)).isEqualTo(Entry.ADMITTED);
    assertThat(enter("4", Priority.NORMAL)).isEqualTo(Entry.WAITING);

    lane.adjust(Adjustment.NONE);
    assertThat(lane.bound()).isEqualTo(2);
    lane.leave(MILLI, Outcome.SERVED);
    assertThat(next(1)).isEqualTo("none");
    lane.leave(MILLI, Outcome.SERVED);
    assertThat(next(1)).isEqualTo("4 ADMITTED");
  }

  /** What a chosen number does to times is nothing to learn from. */
  @Test
  void shouldKeepALimitStillWhileItIsHeld() {
    AdaptiveConcurrency adaptive = new AdaptiveConcurrency(new Bounds(8, 2, 100));
    Lane<String> held =
        new Lane<>(
            adaptive, PriorityShares.equal(), new WaitingRoom.Bounds(0, SECOND, SECOND / 2), 0);
    held.adjust(Adjustment.to(50));
    long now = 0;
    for (int round = 0; round < 200; round++) {
      for (int i = 0; i < 60; i++) {
        if (held.enter(ticket("" + i, Priority.NORMAL), now) == Entry.ADMITTED && i >= 50) {
          throw new AssertionError("more than it is held to");
        }
      }
      for (int i = 0; i < 50; i++) {
        held.leave(MILLI * (round % 7 + 1), i % 5 == 0 ? Outcome.OVERLOADED : Outcome.SERVED);
      }
      now += 100 * MILLI;
      held.look(now);
    }
    held.adjust(Adjustment.NONE);

    assertThat(held.bound()).isEqualTo(8);
  }

  @Test
  void shouldAdmitAgainOnceNobodyWaits() {
    enter("1", Priority.NORMAL);
    enter("2", Priority.NORMAL);

    assertThat(lane.leave(MILLI, Outcome.SERVED)).isFalse();
    assertThat(enter("3", Priority.NORMAL)).isEqualTo(Entry.ADMITTED);
  }

  @Test
  void shouldNotLetAnyoneIn() {
    Ticket<String> late = new Ticket<>("late");
    late.set(Priority.CRITICAL, "tenant", 1, 0);
    enter("1", Priority.NORMAL);
    enter("2", Priority.NORMAL);

    assertThat(lane.enter(late, 0)).isEqualTo(Entry.LATE);
  }

  @Test
  void shouldLeaveRoomForHigherPriorities() {
    Lane<String> shared = lane(new FixedConcurrency(10), PriorityShares.of(100, 90, 80, 50), 5);
    List<Entry> entries = new ArrayList<>();
    for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
      for (int i = 0; i < (priority == Priority.LOW ? 6 : 4); i++) {
        entries.add(shared.enter(ticket("any", priority), 0));
      }
    }

    assertThat(shared.active()).isEqualTo(9);
    assertThat(entries.subList(0, 6)).filteredOn(Entry.ADMITTED::equals).hasSize(5);
    assertThat(entries.subList(6, 10)).filteredOn(Entry.ADMITTED::equals).hasSize(3);
    assertThat(entries.subList(10, 14)).filteredOn(Entry.ADMITTED::equals).hasSize(1);
  }

  @Test
  void shouldTellThoseThatHaveToGoForOthers() {
    enter("1", Priority.NORMAL);
    enter("2", Priority.NORMAL);
    for (int i = 3; i <= 5; i++) {
      enter("" + i, Priority.LOW);
    }

    assertThat(enter("6", Priority.HIGH)).isEqualTo(Entry.WAITING);

    assertThat(lane.waiting()).isEqualTo(4);
    assertThat(next(1)).isEqualTo("5 DISPLACED");
    assertThat(lane.waiting()).isEqualTo(3);
    lane.leave(MILLI, Outcome.SERVED);
    assertThat(next(1)).isEqualTo("6 ADMITTED");
    assertThat(next(SECOND + 2)).isEqualTo("3 EXPIRED");
    assertThat(next(SECOND + 2)).isEqualTo("4 EXPIRED");
    assertThat(next(SECOND + 2)).isEqualTo("none");
  }

  @Test
  void shouldLetThoseGoThatGiveUp() {
    enter("1", Priority.NORMAL);
    enter("2", Priority.NORMAL);
    Ticket<String> third = ticket("3", Priority.NORMAL);
    lane.enter(third, 0);

    assertThat(lane.giveUp(third)).isTrue();
    assertThat(lane.waiting()).isZero();
    assertThat(lane.giveUp(third)).isFalse();

    lane.enter(third, 0);
    lane.leave(MILLI, Outcome.SERVED);
    assertThat(next(1)).isEqualTo("3 ADMITTED");
    assertThat(lane.giveUp(third)).isFalse();
    assertThat(lane.active()).isEqualTo(2);
  }

  @Test
  void shouldLetMoreInWhenItsLimitGrows() {
    for (int i = 1; i <= 5; i++) {
      enter("" + i, Priority.NORMAL);
    }

    limit.change(4);

    assertThat(next(1)).isEqualTo("3 ADMITTED");
    assertThat(next(1)).isEqualTo("4 ADMITTED");
    assertThat(next(1)).isEqualTo("none");
  }

  @Test
  void shouldOnlySayWhatWouldHaveBeenWhenTried() {
    assertThat(lane.enterRegardless(Priority.NORMAL)).isTrue();
    assertThat(lane.enterRegardless(Priority.NORMAL)).isTrue();
    assertThat(lane.enterRegardless(Priority.NORMAL)).isFalse();
    assertThat(lane.active()).isEqualTo(3);
  }

  @Test
  void shouldAdviseByTheSpeedOfLate() {
    for (int i = 1; i <= 5; i++) {
      enter("" + i, Priority.NORMAL);
    }
    assertThat(lane.adviceNanos()).isEqualTo(SECOND);
    for (int i = 0; i < 10; i++) {
      lane.leave(MILLI, Outcome.SERVED);
      lane.enterRegardless(Priority.NORMAL);
    }
    lane.look(100 * MILLI);

    assertThat(lane.adviceNanos()).isEqualTo(4 * SECOND / 10);
  }

  /** Many threads: never more under way than may be, nobody forgotten, all out in the end. */
  @Test
  void shouldHoldUnderManyThreads() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      FixedConcurrency bound = new FixedConcurrency(3);
      Lane<AtomicInteger> shared = lane(bound, PriorityShares.equal(), 10);
      ConcurrentLinkedQueue<Ticket<AtomicInteger>> underWay = new ConcurrentLinkedQueue<>();
      AtomicInteger active = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      AtomicInteger ended = new AtomicInteger();
      AtomicLong clock = new AtomicLong();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int number = i;
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      Random random = new Random(number);
                      for (int step = 0; step < 2000; step++) {
                        long now = clock.addAndGet(random.nextInt(1000));
                        Ticket<AtomicInteger> ticket = new Ticket<>(active);
                        Priority priority = PRIORITIES.get(random.nextInt(4));
                        ticket.set(priority, number, 1, now + SECOND);
                        switch (shared.enter(ticket, now)) {
                          case ADMITTED -> begin(underWay, ticket, active, most);
                          case WAITING -> {
                            if (random.nextInt(5) == 0 && shared.giveUp(ticket)) {
                              ended.incrementAndGet();
                            }
                            drain(shared, now, underWay, active, most, ended);
                          }
                          case FULL, LATE -> ended.incrementAndGet();
                        }
                        Ticket<AtomicInteger> over = random.nextBoolean() ? underWay.poll() : null;
                        if (over != null) {
                          active.decrementAndGet();
                          ended.incrementAndGet();
                          if (shared.leave(MILLI, Outcome.SERVED)) {
                            drain(shared, now, underWay, active, most, ended);
                          }
                        }
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (Ticket<AtomicInteger> over = underWay.poll(); over != null; over = underWay.poll()) {
        active.decrementAndGet();
        ended.incrementAndGet();
        if (shared.leave(MILLI, Outcome.SERVED)) {
          drain(shared, clock.get(), underWay, active, most, ended);
        }
      }

      assertThat(most.get()).isLessThanOrEqualTo(3);
      assertThat(ended).hasValue(8000);
      assertThat(shared.active()).isZero();
      assertThat(shared.waiting()).isZero();
    }
  }

  private static void begin(
      ConcurrentLinkedQueue<Ticket<AtomicInteger>> underWay,
      Ticket<AtomicInteger> ticket,
      AtomicInteger active,
      AtomicInteger most) {
    int now = active.incrementAndGet();
    most.accumulateAndGet(now, Math::max);
    underWay.add(ticket);
  }

  private static void drain(
      Lane<AtomicInteger> lane,
      long now,
      ConcurrentLinkedQueue<Ticket<AtomicInteger>> underWay,
      AtomicInteger active,
      AtomicInteger most,
      AtomicInteger ended) {
    Ticket<AtomicInteger> next = lane.next(now);
    while (next != null) {
      if (next.state() == Ticket.State.ADMITTED) {
        begin(underWay, next, active, most);
      } else {
        ended.incrementAndGet();
      }
      next = lane.next(now);
    }
  }

  /** Whatever happens, a request is never let in while one of a higher priority waits. */
  @Test
  void shouldNeverInvertPriorities() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      FixedConcurrency bound = new FixedConcurrency(1 + random.nextInt(10));
      Lane<Integer> any = lane(bound, PriorityShares.defaults(), random.nextInt(20));
      List<Ticket<Integer>> waiting = new ArrayList<>();
      long now = 0;
      for (int step = 0; step < 2000; step++) {
        now += random.nextLong(5 * MILLI);
        if (random.nextBoolean()) {
          Ticket<Integer> ticket = new Ticket<>(step);
          ticket.set(PRIORITIES.get(random.nextInt(4)), random.nextInt(3), 1, now + SECOND);
          switch (any.enter(ticket, now)) {
            case ADMITTED -> assertNoneAbove(waiting, ticket);
            case WAITING -> waiting.add(ticket);
            case FULL, LATE -> {}
          }
        } else if (any.active() > 0) {
          any.leave(MILLI, Outcome.SERVED);
        }
        if (random.nextInt(50) == 0) {
          bound.change(1 + random.nextInt(10));
        }
        Ticket<Integer> next = random.nextInt(3) > 0 ? any.next(now) : null;
        while (next != null) {
          waiting.remove(next);
          if (next.state() == Ticket.State.ADMITTED) {
            assertNoneAbove(waiting, next);
          }
          next = any.next(now);
        }
      }
    }
  }

  private static void assertNoneAbove(List<Ticket<Integer>> waiting, Ticket<Integer> admitted) {
    assertThat(waiting)
        .filteredOn(each -> each.state() == Ticket.State.WAITING)
        .noneMatch(each -> each.priority().isAbove(admitted.priority()));
  }
}
