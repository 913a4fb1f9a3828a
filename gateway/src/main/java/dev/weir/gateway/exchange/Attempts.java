package dev.weir.gateway.exchange;

import dev.weir.gateway.exchange.Attempt.Merit;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.upstream.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The try of a request that is under way, and at times a second one beside it. Used by one event
 * loop.
 */
final class Attempts {
  private final Exchange exchange;
  private final UpstreamLeg leg;
  private final LoopContext context;
  private Attempt current;

  /** The second try; made when it is first needed. */
  private @Nullable Attempt spare;

  Attempts(Exchange exchange, UpstreamLeg leg, LoopContext context) {
    this.exchange = exchange;
    this.leg = leg;
    this.context = context;
    this.current = new Attempt(exchange, leg, context);
  }

  /** The one whose end is the request's, unless the other goes on. */
  Attempt current() {
    return current;
  }

  /** The one beside it, while there is one. */
  @Nullable Attempt second() {
    return spare != null && spare.isUnderWay() ? spare : null;
  }

  /** Sends the request to a node, beside the one that has it. */
  void startSecond(Endpoint at, long now) {
    if (spare == null) {
      spare = new Attempt(exchange, leg, context);
    }
    spare.start(at, false, leg.cluster().settings().pool().maxWait(), leg.share(), now);
  }

  @SuppressWarnings("ReferenceEquality") // Of two attempts, this one.
  boolean isSecond(Attempt attempt) {
    return attempt == spare;
  }

  @SuppressWarnings("ReferenceEquality") // Of two attempts, the other one.
  boolean isOtherUnderWay(Attempt attempt) {
    Attempt other = attempt == current ? spare : current;
    return other != null && other.isUnderWay();
  }

  /** One of two is over; goes on with the other. */
  @SuppressWarnings("ReferenceEquality")
  void goOnWithout(Attempt over) {
    Attempt other = spare;
    if (over == current && other != null) {
      if (over.isUnderWay()) {
        over.end(Merit.NEITHER, "", false);
      }
      spare = over;
      current = other;
    }
  }

  /** Ends the second, if there is one: it closes its connection, and the node stops, too. */
  void endSecond() {
    Attempt other = second();
    if (other != null) {
      other.end(Merit.NEITHER, "", false);
    }
  }

  /** Ends both. */
  void end() {
    current.end(Merit.NEITHER, "", false);
    endSecond();
  }

  void setReading(boolean reading) {
    current.setReading(reading);
    if (spare != null) {
      spare.setReading(reading);
    }
  }

  /** Time has passed for both, though the first may end by it. */
  void onTick(long now) {
    Attempt other = second();
    current.onTick(now);
    if (other != null && other.isUnderWay()) {
      other.onTick(now);
    }
  }
}
