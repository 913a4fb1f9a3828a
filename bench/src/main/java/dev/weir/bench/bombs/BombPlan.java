package dev.weir.bench.bombs;

import java.time.Duration;
import java.util.List;

/**
 * Who is bombed, and how long.
 *
 * @param before whom the clients ask, one after the other
 * @param goodRate good requests a second
 * @param warmUp of fresh processes
 * @param calm in which nobody else asks
 * @param bombs their time
 */
public record BombPlan(
    List<Before> before, int goodRate, Duration warmUp, Duration calm, Duration bombs) {
  /** Who stands between the clients and the cluster. */
  public enum Before {
    DIRECT("direct"),
    OBSERVE("observe"),
    ENFORCE("enforce");

    private final String label;

    Before(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  public BombPlan {
    before = List.copyOf(before);
  }
}
