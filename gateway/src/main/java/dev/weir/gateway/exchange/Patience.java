package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.settings.ListenerSettings;
import java.time.Duration;

/**
 * How long an exchange waits for its client, and for bytes to move. A time-out costs a write when
 * bytes move, and is looked at when time passes. Used by one event loop.
 */
final class Patience {
  private final Exchange exchange;
  private ListenerSettings settings = ListenerSettings.defaults();
  private long lastProgress;
  private long lastBacklog;
  private boolean hasEnd;
  private long end;

  Patience(Exchange exchange) {
    this.exchange = exchange;
  }

  void begin(ListenerSettings with, long now) {
    settings = with;
    lastProgress = now;
    lastBacklog = 0;
    hasEnd = false;
  }

  /** Bytes have moved. */
  void progress(long now) {
    lastProgress = now;
  }

  void endBy(long time) {
    hasEnd = true;
    end = time;
  }

  boolean isOver(long now) {
    return hasEnd && now - end > 0;
  }

  /** Looks whether the head has had its time; its first byte was the last progress. */
  void checkHead(long now) {
    if (hasStalled(settings.headTimeout(), now)) {
      exchange.refuseSlowHead(Refusals.headTimeout(settings.headTimeout()));
    }
  }

  /**
   * Looks whether the request's body still moves.
   *
   * @param nodeHoldsBack whether it is the node that does not take it
   */
  void checkRequest(long now, boolean nodeHoldsBack) {
    if (hasStalled(settings.bodyTimeout(), now)) {
      if (nodeHoldsBack) {
        exchange.leg().timedOut();
      } else {
        exchange.refuse(Refusals.bodyTimeout(settings.bodyTimeout()), Outcome.CLIENT_TIMEOUT);
      }
    }
  }

  /** Looks whether the answer's body still moves, in or out. */
  void checkResponse(long now) {
    boolean clientHoldsBack = !exchange.client().isWritable();
    if (clientHoldsBack && exchange.client().backlog() != lastBacklog) {
      // It takes what it has, if slowly.
      lastBacklog = exchange.client().backlog();
      lastProgress = now;
    }
    if (hasStalled(settings.bodyTimeout(), now)) {
      if (clientHoldsBack) {
        exchange.onClientGone();
      } else {
        exchange.brokeOff("its answer made no progress");
      }
    }
  }

  private boolean hasStalled(Duration bound, long now) {
    return now - lastProgress > bound.toNanos();
  }
}
