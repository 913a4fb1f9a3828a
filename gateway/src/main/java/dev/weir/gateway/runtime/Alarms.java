package dev.weir.gateway.runtime;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's alarms, exact to some {@value #STEP_MILLIS} ms: a timing wheel (Varghese and
 * Lauck), in which an alarm that is set and taken back costs a few writes and no allocation. The
 * loop's own timers cost a task each, and Netty's wheel a thread. Turns only while an alarm is set.
 * Used on its loop only.
 */
public final class Alarms {
  static final int STEP_MILLIS = 5;

  private static final int SLOTS = 512;
  private static final long STEP_NANOS = STEP_MILLIS * 1_000_000L;

  private final EventLoop loop;
  private final Alarm[] slots = new Alarm[SLOTS];
  private long turned;
  private int count;
  private boolean turning;

  Alarms(EventLoop loop) {
    this.loop = loop;
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Alarm(this, () -> {});
      slots[i].next = slots[i];
      slots[i].previous = slots[i];
    }
  }

  /** Makes an alarm, which may be set any number of times. */
  public Alarm alarm(Runnable ring) {
    return new Alarm(this, ring);
  }

  private void set(Alarm alarm, long delayNanos) {
    long now = System.nanoTime() / STEP_NANOS;
    if (count == 0) {
      turned = now;
    }
    alarm.step =
        Math.max(now + (Math.max(0, delayNanos) + STEP_NANOS - 1) / STEP_NANOS, turned + 1);
    Alarm head = slots[(int) (alarm.step & (SLOTS - 1))];
    alarm.previous = head.previous;
    alarm.next = head;
    head.previous.next = alarm;
    head.previous = alarm;
    count++;
    if (!turning) {
      turning = true;
      turnLater();
    }
  }

  private void turnLater() {
    var _ = loop.schedule(this::turn, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void turn() {
    long now = System.nanoTime() / STEP_NANOS;
    // After a long pause each slot is looked at once, not once for each turn that was missed.
    long from = Math.max(turned + 1, now - SLOTS + 1);
    turned = now;
    for (long step = from; step <= now && count > 0; step++) {
      ring(slots[(int) (step & (SLOTS - 1))], now);
    }
    if (count > 0) {
      turnLater();
    } else {
      turning = false;
    }
  }

  private static void ring(Alarm head, long now) {
    Alarm due = due(head, now);
    while (due != null) {
      due.cancel();
      due.ring.run();
      // From the beginning: what rang may have set and taken back any other.
      due = due(head, now);
    }
  }

  @SuppressWarnings("ReferenceEquality") // A place in a row is an identity.
  private static @Nullable Alarm due(Alarm head, long now) {
    for (Alarm alarm = head.next; alarm != head; alarm = alarm.next) {
      if (alarm.step <= now) {
        return alarm;
      }
    }
    return null;
  }

  /** Rings once after it is set, unless it is taken back. */
  public static final class Alarm {
    private final Alarms alarms;
    private final Runnable ring;
    private Alarm next = this;
    private Alarm previous = this;
    private long step;

    private Alarm(Alarms alarms, Runnable ring) {
      this.alarms = alarms;
      this.ring = ring;
    }

    /** Lets it ring after so long; an earlier setting is forgotten. */
    public void set(long delayNanos) {
      cancel();
      alarms.set(this, delayNanos);
    }

    /** Takes it back, if it is set. */
    public void cancel() {
      if (isInRow()) {
        previous.next = next;
        next.previous = previous;
        next = this;
        previous = this;
        alarms.count--;
      }
    }

    public boolean isSet() {
      return isInRow();
    }

    @SuppressWarnings("ReferenceEquality") // A place in a row is an identity.
    private boolean isInRow() {
      return next != this;
    }
  }
}
