package dev.weir.flow.simulation;

import dev.weir.flow.concurrency.AdaptiveConcurrency;
import dev.weir.flow.concurrency.ConcurrencyLimit;
import dev.weir.flow.concurrency.FixedConcurrency;
import dev.weir.flow.concurrency.Outcome;
import dev.weir.flow.concurrency.Priority;
import dev.weir.flow.concurrency.PriorityShares;
import dev.weir.flow.lane.Lane;
import dev.weir.flow.queue.Ticket;
import dev.weir.flow.queue.WaitingRoom;
import dev.weir.flow.simulation.Timetable.Span;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A lane before a cluster of which half as much again is asked as it can do: a tenth of it by a
 * tenant of high priority, the rest by one of normal priority. The cluster is slow for a time, and
 * has a third of its workers for another.
 */
final class Knee {
  static final long SECONDS = 150;
  static final int WORKERS = 24;
  static final int FEW_WORKERS = 8;
  static final double SLOWER = 3;
  static final double PER_SECOND = 3600;

  /** What the cluster does in a second while it is well. */
  static final double CAPACITY = 2400;

  static final Span SLOW = span(40, 75);
  static final Span FEW = span(100, 130);

  private static final long TYPICAL = VirtualTime.millis(10);
  private static final long PATIENCE = VirtualTime.seconds(1);
  private static final double HIGH_SHARE = 0.1;

  private final VirtualTime time = new VirtualTime();
  private final SplittableRandom random = new SplittableRandom(20_260_102);
  private final SplittableRandom works = random.split();
  private final long[] free = new long[WORKERS];
  private final KneeReport report = new KneeReport();
  private final ConcurrencyLimit limit;
  private final Lane<Request> lane;

  private Knee(ConcurrencyLimit limit) {
    this.limit = limit;
    WaitingRoom.Bounds bounds =
        new WaitingRoom.Bounds(100, VirtualTime.millis(200), VirtualTime.millis(100));
    this.lane = new Lane<>(limit, PriorityShares.defaults(), bounds, 0);
  }

  private static Span span(double from, double until) {
    return new Span(VirtualTime.seconds(from), VirtualTime.seconds(until), Condition.WELL);
  }

  static List<Span> troubles() {
    return List.of(SLOW, FEW);
  }

  private static boolean isIn(Span span, long now) {
    return now >= span.from() && now < span.until();
  }

  static KneeReport adaptive() {
    return new Knee(new AdaptiveConcurrency(AdaptiveConcurrency.Bounds.defaults())).run();
  }

  static KneeReport fixed(int most) {
    return new Knee(new FixedConcurrency(most)).run();
  }

  /** A limit that is never reached. */
  static KneeReport unlimited() {
    return fixed(1_000_000);
  }

  private KneeReport run() {
    time.every(ConcurrencyLimit.LOOK_NANOS, ConcurrencyLimit.LOOK_NANOS, this::look);
    time.every(VirtualTime.millis(10), VirtualTime.millis(10), this::drain);
    arriveLater();
    time.run(VirtualTime.seconds((double) SECONDS));
    return report;
  }

  private void look() {
    lane.look(time.now());
    report.looked(time.now(), limit.limit());
    drain();
  }

  private void arriveLater() {
    double pause = -StrictMath.log(1 - random.nextDouble()) / PER_SECOND;
    time.after(VirtualTime.seconds(pause), this::arrive);
  }

  private void arrive() {
    arriveLater();
    long now = time.now();
    boolean high = random.nextDouble() < HIGH_SHARE;
    Request request = new Request(high, now);
    request.ticket.set(
        high ? Priority.HIGH : Priority.NORMAL, high ? "high" : "normal", 1, now + PATIENCE);
    switch (lane.enter(request.ticket, now)) {
      case ADMITTED -> request.send();
      case WAITING -> drain();
      case FULL, LATE -> request.end(false);
    }
  }

  private void drain() {
    for (Ticket<Request> next = lane.next(time.now()); next != null; next = lane.next(time.now())) {
      if (next.state() == Ticket.State.ADMITTED) {
        next.owner().send();
      } else {
        next.owner().end(false);
      }
    }
  }

  /** When the cluster will have done something that it is sent now. */
  private long done(long now) {
    int workers = isIn(FEW, now) ? FEW_WORKERS : WORKERS;
    int worker = 0;
    for (int i = 1; i < workers; i++) {
      worker = free[i] < free[worker] ? i : worker;
    }
    long begin = Math.max(now, free[worker]);
    double tail = -StrictMath.log(1 - works.nextDouble());
    double factor = isIn(SLOW, begin) ? SLOWER : 1;
    free[worker] = begin + (long) (TYPICAL * factor * (0.5 + 0.5 * tail));
    return free[worker];
  }

  private final class Request {
    private final Ticket<Request> ticket = new Ticket<>(this);
    private final boolean high;
    private final long arrived;

    private Request(boolean high, long arrived) {
      this.high = high;
      this.arrived = arrived;
    }

    private void send() {
      long sent = time.now();
      long done = done(sent);
      long gone = arrived + PATIENCE;
      boolean inTime = done <= gone;
      time.at(
          Math.min(done, gone),
          () -> {
            end(inTime);
            long took = time.now() - sent;
            if (lane.leave(took, inTime ? Outcome.SERVED : Outcome.OVERLOADED)) {
              drain();
            }
          });
    }

    private void end(boolean served) {
      report.ended(arrived, time.now(), high, served);
    }
  }
}
