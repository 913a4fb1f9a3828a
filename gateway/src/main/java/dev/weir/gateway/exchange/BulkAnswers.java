package dev.weir.gateway.exchange;

import dev.weir.gateway.exchange.Attempt.Merit;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.search.Operation;
import dev.weir.search.answer.WholenessPeek.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a bulk and to the items of it that are sent again; the client gets one. Used by
 * one event loop.
 */
final class BulkAnswers {
  private final Exchange exchange;
  private final Replay replay;
  private @Nullable BulkResend bulk;

  BulkAnswers(Exchange exchange, Replay replay) {
    this.exchange = exchange;
    this.replay = replay;
  }

  /** Begins with another exchange. */
  void begin() {
    bulk = null;
  }

  /** Whether the whole of an answer is wanted, before any of it is sent on. */
  boolean wants(Verdict verdict) {
    return exchange.operation() == Operation.BULK
        && (verdict == Verdict.PARTIAL || bulk != null)
        && exchange.requestStream().isComplete()
        && exchange.requestStream().isKept();
  }

  /** Whether items have been answered that only this knows of. */
  boolean isBegun() {
    return bulk != null && bulk.isBegun();
  }

  /** Whether so much is left to do that the items that are open are worth another attempt. */
  private boolean isWorthAnother(BulkResend of, long delay, long now) {
    return of.hasOpenItems() && replay.isInBounds(delay, now) && replay.tryPay(now);
  }

  /**
   * Takes a whole answer, of which nothing has been sent on.
   *
   * @return whether none of it will be: its items are gathered
   */
  boolean take(Attempt attempt, UpstreamLeg leg, UpstreamCluster cluster, Head head, byte[] body) {
    if (bulk == null) {
      boolean safe = replay.isSafeBulk();
      bulk =
          BulkResend.of(exchange.request(), exchange.requestHead(), exchange.requestStream(), safe);
    }
    BulkResend gathering = bulk;
    if (gathering == null || !gathering.take(head, body)) {
      return isBegun() && finish(attempt);
    }
    if (gathering.isAnyRejected()) {
      exchange.rejectedItems();
    }
    long delay = replay.nextWait();
    if (!isWorthAnother(gathering, delay, System.nanoTime())) {
      return gathering.isGathered() && finish(attempt);
    }
    attempt.end(Merit.SERVED, "", false);
    OutboundHead.replaceBody(
        exchange,
        exchange.requestHead(),
        exchange.request(),
        exchange.requestStream(),
        cluster,
        gathering.openItems());
    leg.retryLater(delay);
    return true;
  }

  /** Ends an attempt, and gives the client what has been gathered; always true. */
  boolean finish(Attempt attempt) {
    attempt.end(Merit.SERVED, "", false);
    answer();
    return true;
  }

  /** Gives the client what has been gathered. */
  void answer() {
    if (bulk != null) {
      exchange.answerGathered(bulk.answer());
    }
  }
}
