package dev.weir.bench.faults;

import dev.weir.bench.faults.Tally.Count;
import dev.weir.bench.faults.Tally.Latency;
import dev.weir.bench.peer.PeerKind;
import java.util.List;

/**
 * What became of one peer's requests.
 *
 * @param steps one for each step of the timetable
 * @param total of all steps
 * @param acknowledged documents of which the cluster has said that it has them
 * @param lost those that it had not in the end
 */
record PeerOutcome(
    PeerKind peer,
    List<StepOutcome> steps,
    Count total,
    Latency calm,
    Latency faults,
    long acknowledged,
    long lost) {
  PeerOutcome {
    steps = List.copyOf(steps);
  }

  /**
   * What became of the requests of one step.
   *
   * @param wholeAfter seconds from the end of the fault until the cluster was whole; not a number
   *     if it was not in time
   */
  record StepOutcome(String label, Count count, double wholeAfter) {}
}
