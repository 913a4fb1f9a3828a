package dev.weir.flow.stress;

import static dev.weir.flow.concurrency.Outcome.SERVED;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.flow.concurrency.FixedConcurrency;
import dev.weir.flow.concurrency.Priority;
import dev.weir.flow.concurrency.PriorityShares;
import dev.weir.flow.lane.Lane;
import dev.weir.flow.lease.Ask;
import dev.weir.flow.lease.BudgetLease;
import dev.weir.flow.lease.LeaseRule;
import dev.weir.flow.limit.KeyedLimits;
import dev.weir.flow.limit.Limit;
import dev.weir.flow.limit.LimitRule;
import dev.weir.flow.queue.Ticket;
import dev.weir.flow.queue.WaitingRoom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Limits, lanes and leases under two threads. */
public final class LimitStress {
  private static final long SECOND = 1_000_000_000L;

  private LimitStress() {}

  private static int admitted(Limit limit, long now) {
    return limit.admit(now, 1) == 0 ? 1 : 0;
  }

  /** One token, two that want it. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one has it")
  @Outcome(expect = FORBIDDEN, desc = "both or none")
  @State
  public static class LastToken {
    private final Limit limit = new Limit(new LimitRule.TokenBucket(1, SECOND, 1), 0);

    @Actor
    public void one(II_Result result) {
      result.r1 = admitted(limit, 1);
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = admitted(limit, 2);
    }
  }

  /** One permit is left in the window, and the two come in different slots. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one has it")
  @Outcome(expect = FORBIDDEN, desc = "both or none")
  @State
  public static class LastOfAWindow {
    private final Limit limit = new Limit(new LimitRule.SlidingWindow(3, SECOND), 0);

    public LastOfAWindow() {
      limit.admit(0, 1);
      limit.admit(SECOND / 10, 1);
    }

    @Actor
    public void one(II_Result result) {
      result.r1 = admitted(limit, SECOND / 2);
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = admitted(limit, SECOND / 2 + SECOND / 16);
    }
  }

  /** The rule changes while the last permit is taken: it stays taken, or was not there. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one has it")
  @Outcome(expect = FORBIDDEN, desc = "both or none")
  @State
  public static class ChangedRule {
    private final Limit limit = new Limit(new LimitRule.TokenBucket(1, SECOND, 1), 0);

    @Actor
    public void one(II_Result result) {
      result.r1 = admitted(limit, 1);
    }

    @Actor
    public void other(II_Result result) {
      limit.change(new LimitRule.SlidingWindow(1, SECOND), 1);
      result.r2 = admitted(limit, 1);
    }
  }

  /** Two rules at once: what was used is not forgotten, and one of them holds. */
  @JCStressTest
  @Outcome(
      id = {"1, 5, 3", "1, 9, 7"},
      expect = ACCEPTABLE,
      desc = "one rule, with two used")
  @Outcome(expect = FORBIDDEN, desc = "something was lost")
  @State
  public static class TwoChanges {
    private final Limit limit = new Limit(new LimitRule.FixedWindow(2, SECOND), 0);

    public TwoChanges() {
      limit.admit(0, 2);
    }

    @Actor
    public void one() {
      limit.change(new LimitRule.FixedWindow(5, SECOND), 1);
    }

    @Actor
    public void other() {
      limit.change(new LimitRule.FixedWindow(9, SECOND), 1);
    }

    @Arbiter
    public void look(III_Result result) {
      result.r1 = limit.admit(2, 10) == Limit.NEVER ? 1 : 0;
      result.r2 = (int) limit.bound();
      result.r3 = 0;
      while (limit.admit(2, 1) == 0) {
        result.r3++;
      }
    }
  }

  /** A key loses its place to another in the moment in which it comes back. */
  @JCStressTest
  @Outcome(
      id = {"1, 1, 0", "1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "each has one permit of its own or the shared one; nobody has two")
  @Outcome(expect = FORBIDDEN, desc = "one was admitted twice")
  @State
  public static class LostPlace {
    private static final LimitRule ONE = new LimitRule.TokenBucket(1, SECOND, 1);

    private final KeyedLimits<String> limits = new KeyedLimits<>(key -> ONE, ONE, 1, 0);

    public LostPlace() {
      limits.admit("a", 0, 1);
    }

    @Actor
    public void back(III_Result result) {
      result.r1 = limits.admit("a", SECOND, 1) == 0 ? 1 : 0;
    }

    @Actor
    public void fresh(III_Result result) {
      result.r2 = limits.admit("b", SECOND, 1) == 0 ? 1 : 0;
    }

    @Arbiter
    public void again(III_Result result) {
      int more = limits.admit("a", SECOND, 1) == 0 ? 1 : 0;
      more += limits.admit("b", SECOND, 1) == 0 ? 1 : 0;
      result.r3 = more;
    }
  }

  /** One leaves while another comes: it is let in, at once or as one that waits. */
  @JCStressTest
  @Outcome(
      id = {"1, 0, 1"},
      expect = ACCEPTABLE,
      desc = "it is under way, and nobody waits")
  @Outcome(expect = FORBIDDEN, desc = "it was forgotten")
  @State
  public static class LeavingWhileEntering {
    private final Lane<String> lane =
        new Lane<>(
            new FixedConcurrency(1),
            PriorityShares.equal(),
            new WaitingRoom.Bounds(1, SECOND, SECOND),
            0);
    private final Ticket<String> first = ticket();
    private final Ticket<String> second = ticket();
    private volatile int admitted;

    public LeavingWhileEntering() {
      lane.enter(first, 0);
    }

    private static Ticket<String> ticket() {
      Ticket<String> ticket = new Ticket<>("any");
      ticket.set(Priority.NORMAL, "tenant", 1, SECOND);
      return ticket;
    }

    @Actor
    public void leave() {
      if (lane.leave(1, SERVED) && lane.next(1) != null) {
        admitted = 1;
      }
    }

    @Actor
    public void enter() {
      if (lane.enter(second, 0) == Lane.Entry.ADMITTED) {
        admitted = 1;
      }
    }

    @Arbiter
    public void look(III_Result result) {
      result.r1 = lane.active();
      result.r2 = lane.waiting();
      result.r3 = admitted;
    }
  }

  /** Its turn comes in the moment in which it gives up. */
  @JCStressTest
  @Outcome(
      id = {"1, 0, 1", "0, 1, 0"},
      expect = ACCEPTABLE,
      desc = "it has given up, or it is under way")
  @Outcome(expect = FORBIDDEN, desc = "both or neither")
  @State
  public static class GivingUp {
    private final Lane<String> lane =
        new Lane<>(
            new FixedConcurrency(1),
            PriorityShares.equal(),
            new WaitingRoom.Bounds(1, SECOND, SECOND),
            0);
    private final Ticket<String> waiting = LeavingWhileEntering.ticket();

    public GivingUp() {
      lane.enter(LeavingWhileEntering.ticket(), 0);
      lane.enter(waiting, 0);
      lane.leave(1, SERVED);
    }

    @Actor
    public void turn(III_Result result) {
      result.r1 = lane.next(1) == null ? 0 : 1;
    }

    @Actor
    public void giveUp(III_Result result) {
      result.r2 = lane.giveUp(waiting) ? 1 : 0;
    }

    @Arbiter
    public void look(III_Result result) {
      result.r3 = lane.active();
    }
  }

  /** Two want the one permit of a lease; the own share was used up before. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one has it")
  @Outcome(expect = FORBIDDEN, desc = "both or none")
  @State
  public static class LastOfALease {
    private final BudgetLease lease =
        new BudgetLease(LeaseRule.of(new LimitRule.TokenBucket(1, SECOND, 1)), 1, 0);

    public LastOfALease() {
      lease.admit(0, 1);
      Ask ask = lease.ask(0);
      if (ask != null) {
        lease.granted(ask, 1, 0, 0, 0);
      }
    }

    @Actor
    public void one(II_Result result) {
      result.r1 = lease.admit(1, 1) == 0 ? 1 : 0;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = lease.admit(1, 1) == 0 ? 1 : 0;
    }
  }
}
