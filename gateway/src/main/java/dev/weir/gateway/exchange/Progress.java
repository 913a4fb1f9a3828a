package dev.weir.gateway.exchange;

import java.time.Duration;

/** When bytes last moved. Costs a write each time; looked at when time passes. */
final class Progress {
  private long last;
  private long backlog;

  void made(long now) {
    last = now;
  }

  boolean stalledFor(Duration bound, long now) {
    return now - last > bound.toNanos();
  }

  /** Whether a backlog is another than when last asked: its taker still takes. */
  boolean moved(long backlogNow) {
    boolean moved = backlogNow != backlog;
    backlog = backlogNow;
    return moved;
  }
}
