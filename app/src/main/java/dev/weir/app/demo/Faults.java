package dev.weir.app.demo;

import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.ProcessState;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does to nodes what the watcher asks, one thing after the other, and tells how it went. */
final class Faults implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final OpenSearchCluster cluster;
  private final EventLog events;
  private final ExecutorService actions =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("demo-faults").factory());
  private final ExecutorService watches = Executors.newVirtualThreadPerTaskExecutor();

  /** Whether it was begun, and what there is to say about it. */
  record Answer(boolean begun, String text) {}

  Faults(OpenSearchCluster cluster, EventLog events) {
    this.cluster = cluster;
    this.events = events;
  }

  /**
   * Begins to do it; returns at once.
   *
   * @param number of the node, from 1
   * @return what is going to happen, or why nothing is
   */
  Answer begin(Action action, int number) {
    if (number < 1 || number > cluster.nodes().size()) {
      return new Answer(
          false, "node: " + number + " (expected: 1 to " + cluster.nodes().size() + ")");
    }
    ProcessState state = cluster.node(number - 1).state();
    boolean possible =
        switch (action) {
          case KILL -> state != ProcessState.KILLED && state != ProcessState.STOPPED;
          case FREEZE -> state == ProcessState.UP;
          case BACK -> state != ProcessState.UP && state != ProcessState.STARTING;
        };
    if (!possible) {
      String answer = "node " + number + " is " + Words.state(state) + " already";
      events.add(Tone.QUIET, answer);
      return new Answer(false, answer);
    }
    actions.execute(() -> act(action, number));
    return new Answer(true, action.phrase() + " node " + number);
  }

  @Override
  public void close() {
    actions.shutdownNow();
    watches.shutdownNow();
  }

  private void act(Action action, int number) {
    int index = number - 1;
    long start = System.nanoTime();
    try {
      switch (action) {
        case KILL -> {
          cluster.kill(index);
          events.add(Tone.BAD, "node " + number + " killed (SIGKILL)");
        }
        case FREEZE -> {
          cluster.freeze(index);
          events.add(Tone.COLD, "node " + number + " frozen (SIGSTOP): it holds its connections");
        }
        case BACK -> bringBack(index);
      }
      watches.execute(() -> awaitGreen(action, number, start));
    } catch (IOException e) {
      events.add(Tone.BAD, "node " + number + ": " + firstLine(e));
    }
  }

  private void bringBack(int index) throws IOException {
    int number = index + 1;
    if (cluster.node(index).state() == ProcessState.FROZEN) {
      cluster.thaw(index);
      events.add(Tone.GOOD, "node " + number + " thawed");
    } else {
      events.add(Tone.WARNING, "node " + number + " starts again");
      cluster.restart(index);
      events.add(Tone.GOOD, "node " + number + " is back");
    }
  }

  private void awaitGreen(Action action, int number, long start) {
    try {
      cluster.awaitGreen(PATIENCE);
      String text =
          String.format(
              Locale.ROOT,
              "cluster whole again %.1f s after node %d was %s",
              (System.nanoTime() - start) / 1e9,
              number,
              switch (action) {
                case KILL -> "killed";
                case FREEZE -> "frozen";
                case BACK -> "called back";
              });
      events.add(Tone.GOOD, text);
    } catch (IOException e) {
      if (!watches.isShutdown()) {
        events.add(Tone.WARNING, "cluster not whole again within " + PATIENCE.toSeconds() + " s");
      }
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
