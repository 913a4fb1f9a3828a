package dev.weir.gateway.runtime;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * What belongs to one event loop: its number, its coarse clock, and what is to be looked at when
 * time passes. Used on that loop only, but for {@link #loop} and {@link #index}.
 */
public final class LoopContext {
  /** How often {@link Timed#onTick} is called: how exact time-outs are. */
  static final long TICK_MILLIS = 50;

  /**
   * Something with time-outs. Looked at rather than scheduled: setting a time-out costs a write.
   */
  public interface Timed {
    /**
     * Time has passed.
     *
     * @param now as {@link LoopContext#now}
     */
    void onTick(long now);
  }

  private final EventLoop loop;
  private final int index;
  private final Alarms alarms;
  private final HeldBodies bodies = new HeldBodies();
  private final List<Timed> timed = new ArrayList<>();
  private long now = System.nanoTime();

  LoopContext(EventLoop loop, int index) {
    this.loop = loop;
    this.index = index;
    this.alarms = new Alarms(loop);
  }

  public EventLoop loop() {
    return loop;
  }

  /** The loop's number, from 0. */
  public int index() {
    return index;
  }

  /** Nanoseconds as of the last tick: a time-out's clock, read without a system call. */
  public long now() {
    return now;
  }

  /** What must be more exact than a tick. */
  public Alarms alarms() {
    return alarms;
  }

  /** What its exchanges hold of bodies. */
  public HeldBodies bodies() {
    return bodies;
  }

  /** From now on, tells it when time passes. */
  public void add(Timed member) {
    timed.add(member);
  }

  void tick() {
    now = System.nanoTime();
    // By index and backwards: a member may go, and new ones may come, while it is told.
    for (int i = timed.size() - 1; i >= 0; i--) {
      if (i < timed.size()) {
        timed.get(i).onTick(now);
      }
    }
  }
}
