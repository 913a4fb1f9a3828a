package dev.weir.gateway.exchange;

import dev.weir.gateway.runtime.Alarms.Alarm;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.upstream.Endpoint;

/**
 * When a slow read is sent to a second node while the first goes on: after the time that most reads
 * take, if that is wanted; and when it may hang on the shards of a node that is out. Used by one
 * event loop.
 */
final class Hedging {
  /** A read that has taken so long is no usual one. */
  private static final long RESCUE_NANOS = 100_000_000;

  private final Attempts attempts;
  private final EndpointChoice choice;
  private final Replay replay;
  private final Alarm time;
  private boolean rescued;
  private long delay;

  Hedging(Attempts attempts, EndpointChoice choice, Replay replay, LoopContext context) {
    this.attempts = attempts;
    this.choice = choice;
    this.replay = replay;
    this.time = context.alarms().alarm(this::onTime);
  }

  /** Begins with another exchange. */
  void begin() {
    rescued = false;
    delay = -1;
  }

  /** Begins again at another cluster. */
  void restart() {
    delay = -1;
  }

  /** The request was sent whole, for the first time. */
  void onFirstSent(long now) {
    if (replay.isRead() && replay.isSafe()) {
      delay = replay.repeats().hedgeDelay(now);
    }
  }

  /** The request was sent whole. */
  void onSent() {
    if (delay >= 0) {
      time.set(delay);
    }
  }

  /** There is an answer, or nothing to wait for any more. */
  void cancel() {
    time.cancel();
  }

  private void onTime() {
    Attempt current = attempts.current();
    Endpoint slow = current.endpoint();
    long now = System.nanoTime();
    if (slow != null
        && current.isSending()
        && attempts.second() == null
        && replay.isSafe()
        && choice.hasOtherThan(slow, now)
        && replay.repeats().tryHedge(now)) {
      hedge(slow, now);
    }
  }

  private void hedge(Endpoint slow, long now) {
    choice.tried(slow);
    Endpoint next = choice.next(now);
    if (next != null) {
      choice.cluster().repeatCounts().hedges().increment();
      attempts.startSecond(next, now);
    }
  }

  /**
   * Time has passed. A read that waits since before it was known that a node is out may wait for
   * that node's shards, and for ever: its coordinator does not know. It is asked for once more,
   * from shards that live.
   */
  void onTick() {
    Attempt current = attempts.current();
    Attempt second = attempts.second();
    Endpoint slow = current.endpoint();
    long now = System.nanoTime();
    if (rescued
        || slow == null
        || !current.isSending()
        || !replay.isRead()
        || !mayHang(current, now)
        || (second != null && !mayHang(second, now))
        || choice.view().preference(now) == null
        || !replay.isSafe()) {
      return;
    }
    rescued = true;
    if (replay.tryPay(now)) {
      rescue(slow, now);
    }
  }

  private void rescue(Endpoint slow, long now) {
    // A second was sent before anything was known, too.
    attempts.endSecond();
    choice.forget();
    if (choice.hasOtherThan(slow, now)) {
      hedge(slow, now);
    } else if (slow.isWell(now)) {
      attempts.startSecond(slow, now);
    }
  }

  /** Whether it waits for long already, and was sent before a node was lost. */
  private boolean mayHang(Attempt attempt, long now) {
    return now - attempt.began() >= RESCUE_NANOS && choice.view().lostAnyAfter(attempt.began());
  }
}
