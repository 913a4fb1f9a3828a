package dev.weir.flow.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** Time that nobody waits for: what is due happens in order, at once. In nanoseconds from 0. */
final class VirtualTime {
  /** The order makes two events of one moment happen as they were planned, in every run. */
  private record Due(long at, long order, Runnable what) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long now;
  private long planned;

  static long millis(double millis) {
    return (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
  }

  static long seconds(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  long now() {
    return now;
  }

  /** Something happens at a time; what lies in the past happens now. */
  void at(long time, Runnable what) {
    queue.add(new Due(Math.max(now, time), planned++, what));
  }

  void after(long nanos, Runnable what) {
    at(now + nanos, what);
  }

  /** Something happens again and again. */
  void every(long first, long period, Runnable what) {
    at(
        first,
        () -> {
          what.run();
          every(now + period, period, what);
        });
  }

  /** Lets everything happen that is due by a time. */
  void run(long until) {
    Due next = queue.peek();
    while (next != null && next.at <= until) {
      queue.remove();
      now = next.at;
      next.what.run();
      next = queue.peek();
    }
    now = until;
  }
}
