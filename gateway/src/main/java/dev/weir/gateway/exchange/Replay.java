package dev.weir.gateway.exchange;

import dev.weir.flow.deadline.Deadline;
import dev.weir.gateway.settings.RetrySettings;
import dev.weir.gateway.upstream.Repeats;
import dev.weir.search.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Whether the request of an exchange may be sent again, how often it has been, and how much time is
 * left. Used by one event loop.
 */
final class Replay {
  private final Exchange exchange;
  private final Deadline deadline = new Deadline();
  private RetrySettings settings = RetrySettings.defaults();
  private @Nullable Repeats repeats;
  private @Nullable Boolean safeBulk;
  private boolean bounded;
  private int tries;
  private int spaced;

  Replay(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Begins with another exchange. */
  void begin() {
    deadline.clear();
    safeBulk = null;
    bounded = false;
    tries = 0;
    spaced = 0;
  }

  /** Begins to count anew, at a cluster. */
  void at(RetrySettings of, Repeats within) {
    settings = of;
    repeats = within;
    tries = 0;
    spaced = 0;
  }

  /** The moment by which the request must be answered. */
  Deadline deadline() {
    return deadline;
  }

  /** Its caller or its route has set a deadline. */
  void bound() {
    bounded = true;
  }

  /** Whether its caller or its route has set a deadline, rather than its cluster alone. */
  boolean isBounded() {
    return bounded;
  }

  RetrySettings settings() {
    return settings;
  }

  /** The request is sent to an endpoint. */
  void tried() {
    tries++;
  }

  /** How many endpoints of the cluster have been tried. */
  int tries() {
    return tries;
  }

  /** Whether sending it twice leaves what sending it once leaves, and it is there to be sent. */
  boolean isSafe() {
    return exchange.requestStream().isKept()
        && (exchange.operation().replayable()
            || (exchange.operation() == Operation.BULK && isSafeBulk()));
  }

  /** Looked at only when something has failed: it costs a reading of the bulk. */
  boolean isSafeBulk() {
    if (safeBulk == null) {
      safeBulk =
          BulkCheck.isReplayable(
              exchange.request(), exchange.requestHead(), exchange.requestStream());
    }
    return safeBulk;
  }

  boolean isRead() {
    return exchange.operation().kind() == Operation.Kind.READ;
  }

  /** Whether it has not been sent too often yet. */
  boolean hasTriesLeft() {
    return tries <= settings.attempts();
  }

  /** Whether it may be tried again after so long: has tries left, and the time. */
  boolean isInBounds(long delay, long now) {
    return hasTriesLeft() && delay < deadline.left(now);
  }

  /** Takes a retry from the budget, if there is one. */
  boolean tryPay(long now) {
    return repeats().tryRetry(now);
  }

  /** How long to wait before the next retry that is spaced. */
  long nextWait() {
    return repeats().backoff(spaced);
  }

  /** A retry is made after a wait. */
  void waits() {
    spaced++;
  }

  Repeats repeats() {
    if (repeats == null) {
      throw new IllegalStateException("not at a cluster");
    }
    return repeats;
  }
}
