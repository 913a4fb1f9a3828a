package dev.weir.flow.simulation;

import dev.weir.flow.simulation.Condition.Dead;
import dev.weir.flow.simulation.Condition.Frozen;
import dev.weir.flow.simulation.Condition.Lossy;
import dev.weir.flow.simulation.Condition.Refusing;
import dev.weir.flow.simulation.Condition.Slow;
import dev.weir.flow.simulation.Condition.Well;
import dev.weir.flow.simulation.Reply.Kind;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An endpoint with a few workers and a queue before them. What becomes of a request is known as
 * soon as it is taken, because its timetable is; work that nobody waits for any more is done all
 * the same.
 */
final class ModelledEndpoint {
  /** Arrivals are counted in slices of so many nanoseconds. */
  static final long SLICE = VirtualTime.millis(100);

  private static final long AT_ONCE = VirtualTime.millis(0.3);

  private final int number;
  private final Timetable timetable;
  private final long typical;
  private final SplittableRandom random;
  private final long[] free;
  private final int[] taken;

  /**
   * An idle endpoint.
   *
   * @param workers requests that it works on at once
   * @param typicalNanos how long work on a request takes on average
   * @param until the end of time
   */
  ModelledEndpoint(
      int number,
      Timetable timetable,
      int workers,
      long typicalNanos,
      long until,
      SplittableRandom random) {
    this.number = number;
    this.timetable = timetable;
    this.typical = typicalNanos;
    this.random = random;
    this.free = new long[workers];
    this.taken = new int[(int) (until / SLICE) + 1];
  }

  int number() {
    return number;
  }

  Timetable timetable() {
    return timetable;
  }

  /** Requests, by slices of time, that were sent to it, those included that did not reach it. */
  int[] taken() {
    return Arrays.copyOf(taken, taken.length);
  }

  /** A request is sent to it now. */
  Reply take(long now) {
    taken[(int) (now / SLICE)]++;
    if (timetable.at(now) instanceof Dead) {
      return new Reply(now + AT_ONCE, Kind.UNREACHABLE);
    }
    int worker = 0;
    for (int i = 1; i < free.length; i++) {
      worker = free[i] < free[worker] ? i : worker;
    }
    long begin = Math.max(now, free[worker]);
    Condition condition = timetable.at(begin);
    long end = timetable.end(begin, work(condition));
    long death = timetable.nextDeath(now);
    free[worker] = Math.min(end, death);
    return death <= end ? new Reply(death, Kind.BROKEN) : new Reply(end + AT_ONCE, fate(condition));
  }

  /** Half of it is sure, half has a long tail. StrictMath, so that charts are the same anywhere. */
  private long work(Condition condition) {
    double tail = -StrictMath.log(1 - random.nextDouble());
    double factor = condition instanceof Slow(double slower) ? slower : 1;
    return (long) (typical * factor * (0.5 + 0.5 * tail));
  }

  private Kind fate(Condition condition) {
    return switch (condition) {
      case Lossy(double share) -> random.nextDouble() < share ? Kind.BROKEN : Kind.ANSWERED;
      case Refusing(double share) -> random.nextDouble() < share ? Kind.REFUSED : Kind.ANSWERED;
      case Well(), Slow(var _), Frozen(), Dead() -> Kind.ANSWERED;
    };
  }

  /** A check is sent to it: something small, that does not wait behind requests. */
  Reply check(long now) {
    Condition condition = timetable.at(now);
    return switch (condition) {
      case Dead() -> new Reply(now + AT_ONCE, Kind.UNREACHABLE);
      case Slow(double factor) -> new Reply(now + (long) (AT_ONCE * factor), Kind.ANSWERED);
      case Frozen() -> new Reply(timetable.end(now, AT_ONCE), Kind.ANSWERED);
      case Lossy(var _), Refusing(var _), Well() -> new Reply(now + AT_ONCE, fate(condition));
    };
  }
}
