package dev.weir.flow.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.concurrency.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long FAR = 1000 * SECOND;
  private static final List<Priority> PRIORITIES = List.of(Priority.values());

  private final WaitingRoom<String> room = room(4, SECOND);

  private static <T> WaitingRoom<T> room(int most, long longest) {
    return new WaitingRoom<>(new WaitingRoom.Bounds(most, longest, 100 * MILLI), 0);
  }

  private static Ticket<String> ticket(String name, Priority priority, String tenant) {
    Ticket<String> ticket = new Ticket<>(name);
    ticket.set(priority, tenant, 1, FAR);
    return ticket;
  }

  private Ticket<String> add(String name, Priority priority, String tenant, long now) {
    Ticket<String> ticket = ticket(name, priority, tenant);
    assertThat(room.hasPlaceFor(ticket)).isTrue();
    room.add(ticket, now);
    return ticket;
  }

  private @Nullable String serve(long now) {
    Ticket<String> next = room.peek(now);
    if (next == null) {
      return null;
    }
    room.serve(next);
    return next.owner();
  }

  private @Nullable String over(long now) {
    Ticket<String> over = room.pollOver(now);
    return over == null ? null : over.owner();
  }

  @Test
  void shouldServeAHigherPriorityFirst() {
    add("low", Priority.LOW, "a", 0);
    add("normal", Priority.NORMAL, "a", 0);
    add("critical", Priority.CRITICAL, "a", 0);
    add("high", Priority.HIGH, "a", 0);

    assertThat(List.of(room.first(), serve(1), serve(1), serve(1), serve(1)).toString())
        .isEqualTo("[CRITICAL, critical, high, normal, low]");
    assertThat(room.first()).isNull();
  }

  @Test
  void shouldLetTenantsTakeTurns() {
    add("a1", Priority.NORMAL, "a", 0);
    add("a2", Priority.NORMAL, "a", 0);
    add("a3", Priority.NORMAL, "a", 0);
    add("b1", Priority.NORMAL, "b", 0);

    assertThat(List.of(serve(1), serve(1), serve(1), serve(1)).toString())
        .isEqualTo("[a1, b1, a2, a3]");
  }

  @Test
  void shouldServeTheNewestFirstOnceThereIsTooMuch() {
    add("1", Priority.NORMAL, "a", 0);
    add("2", Priority.NORMAL, "a", 1);
    add("3", Priority.NORMAL, "a", 2);

    assertThat(serve(100 * MILLI)).isEqualTo("1");
    assertThat(serve(101 * MILLI)).isEqualTo("3");
    assertThat(serve(101 * MILLI)).isEqualTo("2");
    add("4", Priority.NORMAL, "a", 200 * MILLI);
    add("5", Priority.NORMAL, "a", 200 * MILLI);
    assertThat(serve(201 * MILLI)).as("was empty since").isEqualTo("4");
  }

  @Test
  void shouldTellThoseWhoseTimeIsOver() {
    Ticket<String> first = add("1", Priority.NORMAL, "a", 0);
    Ticket<String> hurried = ticket("2", Priority.LOW, "a");
    hurried.set(Priority.LOW, "a", 1, 50 * MILLI);
    room.add(hurried, 0);
    add("3", Priority.NORMAL, "a", 500 * MILLI);

    assertThat(over(50 * MILLI)).isNull();
    assertThat(over(61 * MILLI)).isEqualTo("2");
    assertThat(hurried.state()).isEqualTo(Ticket.State.EXPIRED);
    assertThat(serve(1200 * MILLI)).isEqualTo("3");
    assertThat(over(1200 * MILLI)).isEqualTo("1");
    assertThat(first.waited(1200 * MILLI)).isEqualTo(1200 * MILLI);
    assertThat(room.size()).isZero();
  }

  @Test
  void shouldLetAnyoneLeave() {
    add("1", Priority.NORMAL, "a", 0);
    Ticket<String> second = add("2", Priority.NORMAL, "a", 0);
    add("3", Priority.NORMAL, "a", 0);

    assertThat(room.remove(second)).isTrue();
    assertThat(room.remove(second)).isFalse();
    assertThat(room.size()).isEqualTo(2);
    assertThat(List.of(serve(1), serve(1)).toString()).isEqualTo("[1, 3]");
    assertThat(serve(1)).isNull();
    assertThat(over(SECOND)).isNull();
  }

  @Test
  void shouldGiveThePlaceOfALowerPriorityAway() {
    add("1", Priority.LOW, "a", 0);
    add("2", Priority.LOW, "b", 0);
    add("3", Priority.LOW, "b", 0);
    add("4", Priority.HIGH, "a", 0);
    assertThat(room.hasPlaceFor(ticket("5", Priority.LOW, "b"))).isFalse();

    add("6", Priority.NORMAL, "c", 0);

    assertThat(over(0)).isEqualTo("3");
    assertThat(room.size()).isEqualTo(4);
    assertThat(List.of(serve(1), serve(1)).toString()).isEqualTo("[4, 6]");
  }

  @Test
  void shouldGiveThePlaceOfATenantWithManyToOneWithFewer() {
    for (int i = 1; i <= 4; i++) {
      add("a" + i, Priority.NORMAL, "a", 0);
    }
    assertThat(room.hasPlaceFor(ticket("a5", Priority.NORMAL, "a"))).isFalse();

    add("b1", Priority.NORMAL, "b", 1);
    add("b2", Priority.NORMAL, "b", 1);

    assertThat(List.of(over(1), over(1)).toString()).isEqualTo("[a4, a3]");
    assertThat(room.hasPlaceFor(ticket("b3", Priority.NORMAL, "b"))).isFalse();
    assertThat(room.hasPlaceFor(ticket("c1", Priority.NORMAL, "c"))).isTrue();
    assertThat(List.of(serve(1), serve(1), serve(1), serve(1)).toString())
        .isEqualTo("[a1, b1, a2, b2]");
  }

  @Test
  void shouldHaveNoPlaceWhereNobodyMayWait() {
    assertThat(room(0, SECOND).hasPlaceFor(new Ticket<>("1"))).isFalse();
  }

  @Test
  void shouldForgetThoseThatAreOverWhenTheyLeave() {
    WaitingRoom<String> small = room(1, SECOND);
    Ticket<String> low = ticket("low", Priority.LOW, "a");
    small.add(low, 0);
    small.add(ticket("high", Priority.HIGH, "a"), 0);

    assertThat(low.state()).isEqualTo(Ticket.State.DISPLACED);
    assertThat(small.remove(low)).isTrue();
    assertThat(small.pollOver(0)).isNull();
    assertThat(small.remove(low)).isFalse();
  }

  /**
   * However tenants come (many at once, one after each turn, in bursts) and whatever their requests
   * cost: those that always have something waiting are given the same, and nobody is given more.
   */
  @Test
  void shouldBeFairUnderAnyMix() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int tenants = 2 + random.nextInt(8);
      int most = tenants * (2 + random.nextInt(20));
      WaitingRoom<String> any = room(most, FAR / 2);
      int[] depth = new int[tenants];
      int[] costs = new int[tenants];
      for (int i = 0; i < tenants; i++) {
        depth[i] = 1 + random.nextInt(i == 0 ? 1 : 40);
        costs[i] = 1 + random.nextInt(10);
      }
      Map<String, Long> given = new HashMap<>();
      long now = 0;
      for (int turn = 0; turn < 6000; turn++) {
        now += 1000;
        for (int i = 0; i < tenants; i++) {
          int waiting = 0;
          for (; waiting < depth[i]; waiting++) {
            Ticket<String> ticket = new Ticket<>("tenant " + i);
            ticket.set(Priority.NORMAL, "tenant " + i, 1 + random.nextInt(costs[i]), FAR);
            if (any.size() >= most && !any.hasPlaceFor(ticket)) {
              break;
            }
            any.add(ticket, now);
          }
        }
        while (any.pollOver(now) != null) {
          // Displaced, and told so.
        }
        Ticket<String> next = any.peek(now);
        assertThat(next).isNotNull();
        if (next != null) {
          any.serve(next);
          given.merge(next.owner(), (long) next.cost(), Long::sum);
        }
      }
      long average = given.values().stream().mapToLong(each -> each).sum() / tenants;
      assertThat(given).as("seed %s", seed).hasSize(tenants);
      assertThat(given.values())
          .as("seed %s, %s", seed, given)
          .allMatch(each -> Math.abs(each - average) <= 0.05 * average + 20);
    }
  }

  /** Who has one waiting at a time, and comes again after each turn, gets no more than others. */
  @Test
  void shouldNotFavourWhoComesBackAtOnce() {
    WaitingRoom<String> any = room(100, FAR / 2);
    for (int i = 0; i < 45; i++) {
      any.add(ticket("many", Priority.NORMAL, "b"), 0);
      any.add(ticket("more", Priority.NORMAL, "c"), 0);
    }
    Map<String, Integer> given = new HashMap<>();
    boolean waits = false;
    for (int turn = 0; turn < 60; turn++) {
      if (!waits) {
        any.add(ticket("quick", Priority.NORMAL, "a"), turn);
        waits = true;
      }
      Ticket<String> next = any.peek(turn);
      assertThat(next).isNotNull();
      if (next != null) {
        any.serve(next);
        waits = !next.owner().equals("quick");
        given.merge(next.owner(), 1, Integer::sum);
      }
    }
    assertThat(given.values()).allMatch(count -> count >= 19 && count <= 21);
  }

  /** Never a lower one while a higher one waits; never one whose time is over; none gets lost. */
  @Test
  void shouldNeverInvertPriorities() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int most = 1 + random.nextInt(30);
      WaitingRoom<Integer> any = room(most, 1 + random.nextLong(SECOND));
      List<Ticket<Integer>> waiting = new ArrayList<>();
      long now = 0;
      for (int step = 0; step < 2000; step++) {
        now += random.nextLong(10 * MILLI);
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            Ticket<Integer> ticket = new Ticket<>(step);
            ticket.set(
                PRIORITIES.get(random.nextInt(4)),
                random.nextInt(5),
                1 + random.nextInt(3),
                now + random.nextLong(2 * SECOND));
            if (any.hasPlaceFor(ticket)) {
              any.add(ticket, now);
              waiting.add(ticket);
            } else {
              assertThat(waiting.stream().filter(WaitingRoomTest::waits))
                  .noneMatch(each -> ticket.priority().isAbove(each.priority()));
            }
          }
          case 2 -> {
            Ticket<Integer> next = any.peek(now);
            if (next != null) {
              long time = now;
              assertThat(waiting.stream().filter(WaitingRoomTest::waits))
                  .noneMatch(each -> each.priority().isAbove(next.priority()));
              assertThat(next.latestStart()).isGreaterThanOrEqualTo(time);
              any.serve(next);
              waiting.remove(next);
            } else {
              assertThat(waiting).noneMatch(WaitingRoomTest::waits);
            }
          }
          default -> {
            if (!waiting.isEmpty()) {
              Ticket<Integer> leaves = waiting.remove(random.nextInt(waiting.size()));
              assertThat(any.remove(leaves)).isTrue();
            }
          }
        }
        for (Ticket<Integer> over = any.pollOver(now); over != null; over = any.pollOver(now)) {
          assertThat(waiting.remove(over)).isTrue();
        }
        assertThat(any.size()).isEqualTo(waiting.size()).isLessThanOrEqualTo(most);
      }
    }
  }

  private static boolean waits(Ticket<?> ticket) {
    return ticket.state() == Ticket.State.WAITING;
  }
}
