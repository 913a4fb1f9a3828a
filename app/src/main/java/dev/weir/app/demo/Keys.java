package dev.weir.app.demo;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What keys mean: {@code k}, {@code f}, {@code r} (or {@code t}) and then a node's number; {@code
 * q} quits; any other key takes a pending one back. Safe for use by several threads.
 */
final class Keys {
  private final int nodes;
  private final BiConsumer<Action, Integer> act;
  private final Runnable quit;
  private @Nullable Action pending;

  Keys(int nodes, BiConsumer<Action, Integer> act, Runnable quit) {
    this.nodes = nodes;
    this.act = act;
    this.quit = quit;
  }

  synchronized void press(int key) {
    Action action = pending;
    pending = null;
    switch (Character.toLowerCase(key)) {
      case 'k' -> pending = Action.KILL;
      case 'f' -> pending = Action.FREEZE;
      case 'r', 't', 'b' -> pending = Action.BACK;
      case 'q' -> quit.run();
      default -> {
        int node = key - '0';
        if (action != null && node >= 1 && node <= nodes) {
          act.accept(action, node);
        }
      }
    }
  }

  /** What is asked of the watcher now; empty if nothing. */
  synchronized String question() {
    return pending == null ? "" : "%s which node? 1 to %d".formatted(pending.phrase(), nodes);
  }
}
