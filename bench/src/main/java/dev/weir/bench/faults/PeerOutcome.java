package dev.weir.bench.faults;

import dev.weir.bench.faults.Tally.Count;
import dev.weir.bench.faults.Tally.Kind;
import dev.weir.bench.faults.Tally.Latencies;
import dev.weir.bench.faults.Tally.Latency;
import dev.weir.bench.peer.PeerKind;
import java.util.List;
import java.util.Map;

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
    Latencies calm,
    Latencies faults,
    long acknowledged,
    long lost) {
  /** Times the p99 of the calm; what takes longer is slow. */
  static final double SLOW = 3;

  PeerOutcome {
    steps = List.copyOf(steps);
  }

  /**
   * What became of the requests of one step.
   *
   * @param latencies by kind
   * @param slow how many took longer than three times the p99 of the calm, by kind
   * @param wholeAfter seconds from the end of the fault until the cluster was whole; not a number
   *     if it was not in time
   */
  record StepOutcome(
      String label,
      Count count,
      Map<Kind, Latency> latencies,
      Map<Kind, Long> slow,
      double wholeAfter) {
    StepOutcome {
      latencies = Map.copyOf(latencies);
      slow = Map.copyOf(slow);
    }
  }
}
