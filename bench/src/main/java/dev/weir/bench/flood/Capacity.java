package dev.weir.bench.flood;

import dev.weir.testkit.load.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What the cluster does when it is asked by as many clients as it can bear, and no more: each asks
 * again when it has its answer. Blocks.
 */
final class Capacity {
  private static final List<Integer> CLIENTS = List.of(1, 2, 3, 4, 6, 8, 12, 16);

  private Capacity() {}

  /**
   * What came of some clients.
   *
   * @param perSecond good answers
   */
  record Step(int clients, double perSecond) {}

  /** By how many clients; the steady tenant asks beside them. */
  static List<Step> measure(
      List<URI> nodes, Workload workload, Duration each, Consumer<String> told) {
    List<Step> steps = new ArrayList<>();
    for (int clients : CLIENTS) {
      double rate = ClosedLoop.run(nodes, workload, clients, each);
      steps.add(new Step(clients, rate));
      told.accept(
          String.format(Locale.ROOT, "%2d clients: %.0f good answers a second", clients, rate));
    }
    return steps;
  }

  /** The step at which the cluster does most. */
  static Step best(List<Step> steps) {
    return steps.stream().max(Comparator.comparingDouble(Step::perSecond)).orElseThrow();
  }
}
