package dev.weir.bench.faults;

import java.util.ArrayList;
import java.util.List;

/** Which step was under way when. Written by one thread, read by any. */
final class Phases {
  private volatile List<Phase> phases = List.of();

  /**
   * A step's time.
   *
   * @param number in the order in which they began, from 0
   * @param begin of {@link System#nanoTime}
   */
  record Phase(int number, String label, long begin) {
    boolean calm() {
      return label.equals(Step.Calm.LABEL);
    }
  }

  /** Another step begins. */
  void begin(String label, long now) {
    List<Phase> more = new ArrayList<>(phases);
    more.add(new Phase(more.size(), label, now));
    phases = List.copyOf(more);
  }

  /** The phase that an instant falls into; one before the first is the first's. */
  Phase at(long nanos) {
    List<Phase> now = phases;
    for (int i = now.size() - 1; i > 0; i--) {
      if (nanos - now.get(i).begin() >= 0) {
        return now.get(i);
      }
    }
    return now.getFirst();
  }

  boolean begun() {
    return !phases.isEmpty();
  }

  /** In the order of their beginning. */
  List<Phase> all() {
    return phases;
  }
}
