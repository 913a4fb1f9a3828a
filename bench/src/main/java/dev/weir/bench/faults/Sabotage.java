package dev.weir.bench.faults;

import dev.weir.bench.faults.Step.Calm;
import dev.weir.bench.faults.Step.Freeze;
import dev.weir.bench.faults.Step.Kill;
import dev.weir.bench.faults.Step.Restart;
import dev.weir.bench.faults.Step.Stutter;
import dev.weir.bench.faults.Step.Victim;
import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Waiting;
import dev.weir.testkit.OpenSearchCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Does to a cluster what a timetable says. Blocks for as long as a step lasts; one thread. */
final class Sabotage {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final OpenSearchCluster cluster;
  private final Consumer<String> told;
  private int last = -1;

  /**
   * Does it to this cluster.
   *
   * @param told hears what is done to whom, as it is done
   */
  Sabotage(OpenSearchCluster cluster, Consumer<String> told) {
    this.cluster = cluster;
    this.told = told;
  }

  /** Returns when the node is up again. The cluster need not be whole by then. */
  void perform(Step step) throws IOException {
    switch (step) {
      case Calm(Duration length) -> Waiting.pass(length);
      case Kill(Victim victim, Duration down) -> {
        int node = choose(victim);
        tell("kill -9", node);
        cluster.kill(node);
        Waiting.pass(down);
        tell("start", node);
        cluster.restart(node);
        tell("started", node);
      }
      case Freeze(Victim victim, Duration length) -> {
        int node = choose(victim);
        tell("SIGSTOP", node);
        cluster.freeze(node);
        Waiting.pass(length);
        cluster.thaw(node);
        tell("SIGCONT", node);
      }
      case Stutter(Victim victim, Duration length, Duration stopped, Duration running) ->
          stutter(choose(victim), length, stopped, running);
      case Restart(Victim victim) -> {
        int node = choose(victim);
        tell("stop and start", node);
        cluster.restart(node);
        tell("started", node);
      }
    }
  }

  private void stutter(int node, Duration length, Duration stopped, Duration running)
      throws IOException {
    tell("stutter", node);
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      cluster.freeze(node);
      Waiting.pass(stopped);
      cluster.thaw(node);
      Waiting.pass(running);
    }
    tell("stutter no more", node);
  }

  private int choose(Victim victim) {
    int manager = manager();
    return switch (victim) {
      case MANAGER -> manager;
      case DATA_NODE -> {
        do {
          last = (last + 1) % cluster.nodes().size();
        } while (last == manager);
        yield last;
      }
    };
  }

  /** A cluster that is busy with itself may have none for a while. */
  private int manager() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      OptionalInt manager = cluster.manager();
      if (manager.isPresent()) {
        return manager.getAsInt();
      }
      Waiting.pass(Duration.ofMillis(200));
    }
    throw new BenchFailure("the cluster has had no manager for " + PATIENCE.toSeconds() + " s");
  }

  private void tell(String what, int node) {
    told.accept(what + " " + cluster.node(node).name());
  }
}
