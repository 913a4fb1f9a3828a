package dev.weir.flow.simulation;

import dev.weir.flow.simulation.Condition.Dead;
import dev.weir.flow.simulation.Condition.Frozen;
import java.util.ArrayList;
import java.util.List;

/**
 * When an endpoint is in which condition: spans of time, one after the other; it is well in
 * between. Immutable. Times are in nanoseconds, but in seconds where a timetable is written down.
 */
record Timetable(List<Span> spans) {
  record Span(long from, long until, Condition condition) {}

  static final Timetable WELL = new Timetable(List.of());

  Timetable {
    spans = List.copyOf(spans);
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).from < spans.get(i - 1).until) {
        throw new IllegalArgumentException("not one after the other: " + spans);
      }
    }
  }

  /** Adds a span behind all others. */
  Timetable with(double from, double until, Condition condition) {
    List<Span> more = new ArrayList<>(spans);
    more.add(new Span(VirtualTime.seconds(from), VirtualTime.seconds(until), condition));
    return new Timetable(more);
  }

  /** Adds a span of so many seconds again and again, with a pause after each. */
  Timetable again(double from, double until, double lasts, double pause, Condition condition) {
    Timetable all = this;
    for (double at = from; at + lasts <= until; at += lasts + pause) {
      all = all.with(at, at + lasts, condition);
    }
    return all;
  }

  Condition at(long time) {
    int index = firstAfter(time);
    return index < spans.size() && spans.get(index).from <= time
        ? spans.get(index).condition
        : Condition.WELL;
  }

  /** When it next dies; never: the end of time. */
  long nextDeath(long time) {
    for (int i = firstAfter(time); i < spans.size(); i++) {
      Span span = spans.get(i);
      if (span.condition instanceof Dead && span.from >= time) {
        return span.from;
      }
    }
    return Long.MAX_VALUE;
  }

  /** When work is done that begins at a time: it stands still while the endpoint does. */
  long end(long begin, long work) {
    long at = begin;
    long left = work;
    for (int i = firstAfter(begin); i < spans.size(); i++) {
      Span span = spans.get(i);
      if (span.from >= at + left) {
        break;
      }
      if (span.condition instanceof Frozen) {
        left -= Math.max(0, span.from - at);
        at = span.until;
      }
    }
    return at + left;
  }

  /** The first span that is not over. */
  private int firstAfter(long time) {
    int low = 0;
    int high = spans.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spans.get(middle).until <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
