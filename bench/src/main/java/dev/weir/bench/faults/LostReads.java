package dev.weir.bench.faults;

import dev.weir.bench.peer.PeerKind;
import dev.weir.testkit.load.LoadListener.Ended;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What became of the reads of the minute in which a cluster was lost: those that were under way
 * when it was killed, and those that came within a minute. Safe for use by several threads.
 */
final class LostReads {
  static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long HIGHEST = TimeUnit.MINUTES.toMicros(5);

  private final PeerKind peer;
  private final Histogram calm = new Histogram(HIGHEST, 3);
  private final Histogram after = new Histogram(HIGHEST, 3);
  private long calmFrom = Long.MAX_VALUE;
  private long killedAt = Long.MAX_VALUE;
  private long calmFailed;
  private long failed;
  private long failedLater;
  private long lastFailure;

  LostReads(PeerKind peer) {
    this.peer = peer;
  }

  /** From now on reads count as those of the calm. */
  synchronized void calm(long now) {
    calmFrom = now;
  }

  /** The cluster is being killed. */
  synchronized void killed(long now) {
    killedAt = now;
  }

  synchronized void onEnd(Ended ended) {
    if (calmFrom == Long.MAX_VALUE || ended.due() - calmFrom < 0) {
      return;
    }
    boolean good = ended.succeeded() && ended.nanos() <= Course.DEADLINE.toNanos();
    long micros = Math.clamp(TimeUnit.NANOSECONDS.toMicros(ended.nanos()), 0, HIGHEST);
    if (killedAt == Long.MAX_VALUE || ended.over() - killedAt < 0) {
      calm.recordValue(micros);
      calmFailed += good ? 0 : 1;
    } else if (ended.due() - killedAt < MINUTE.toNanos()) {
      after.recordValue(micros);
      if (!good) {
        failed++;
        lastFailure = Math.max(lastFailure, ended.due() - killedAt);
        failedLater += ended.due() - killedAt > TimeUnit.SECONDS.toNanos(1) ? 1 : 0;
      }
    }
  }

  PeerKind peer() {
    return peer;
  }

  synchronized long reads() {
    return after.getTotalCount();
  }

  synchronized long failed() {
    return failed;
  }

  /** Of those that came more than a second after the kill. */
  synchronized long failedLater() {
    return failedLater;
  }

  synchronized long calmFailed() {
    return calmFailed;
  }

  /** How long after the kill the last read came that failed, in seconds; 0 if none did. */
  synchronized double lastFailureSeconds() {
    return lastFailure / 1e9;
  }

  synchronized double calmP99() {
    return calm.getValueAtPercentile(99) / 1e3;
  }

  synchronized double p99() {
    return after.getValueAtPercentile(99) / 1e3;
  }

  String inWords() {
    return String.format(
        Locale.ROOT,
        "%d of %d reads failed, the last %.2f s after the kill; p99 %.0f ms, %.0f ms before",
        failed(),
        reads(),
        lastFailureSeconds(),
        p99(),
        calmP99());
  }
}
