package dev.weir.gateway.upstream;

import dev.weir.flow.health.AnswerTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The answers that one endpoint owes to one event loop, when the loop has last heard from it, and
 * how long its answers took. Written by the loop, without a fence; read by any thread, a little
 * later.
 */
final class AnswersOwed {
  private final List<UpstreamConnection> owing = new ArrayList<>();
  private final AnswerTimes times = new AnswerTimes();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger overdue = new AtomicInteger();
  private final AtomicInteger givenUp = new AtomicInteger();
  private final AtomicLong heard;

  AnswersOwed(long now) {
    this.heard = new AtomicLong(now);
  }

  /** An answer is owed on a connection; on the loop. */
  void add(UpstreamConnection connection) {
    connection.owedAt(owing.size());
    owing.add(connection);
    count.setOpaque(owing.size());
  }

  /** Nothing is owed on a connection any more; on the loop. */
  void remove(UpstreamConnection connection) {
    UpstreamConnection last = owing.removeLast();
    if (last != connection) {
      owing.set(connection.owedAt(), last);
      last.owedAt(connection.owedAt());
    }
    connection.owedAt(UpstreamConnection.NOWHERE);
    count.setOpaque(owing.size());
  }

  /** A byte has come; on the loop. */
  void heard(long now) {
    heard.setOpaque(now);
  }

  /** The first byte of an answer has come after so long; on the loop. */
  void answered(long nanos) {
    times.record(nanos);
  }

  /**
   * Counts the answers that are late, for others to read; those that are twice as late count twice,
   * since an endpoint that the balancer avoids is sent few that could be counted. On the loop.
   *
   * @param after how long after its request an answer is late
   * @param within how long it counts as that: what takes minutes is a long task, not a slow node
   */
  void countOverdue(long now, long after, long within) {
    int late = 0;
    if (after != Long.MAX_VALUE) {
      for (int i = 0; i < owing.size(); i++) {
        long age = owing.get(i).silentFor(now);
        if (age > after && age - after <= within) {
          late += age / 2 > after ? 2 : 1;
        }
      }
    }
    overdue.setOpaque(late);
  }

  /** A late answer is not waited for any more; on the loop. */
  void gaveUp() {
    givenUp.setOpaque(givenUp.getPlain() + 1);
  }

  /** Late answers that were not waited for, since the start. */
  int givenUp() {
    return givenUp.getOpaque();
  }

  int count() {
    return count.getOpaque();
  }

  int overdue() {
    return overdue.getOpaque();
  }

  long heard() {
    return heard.getOpaque();
  }

  AnswerTimes times() {
    return times;
  }
}
