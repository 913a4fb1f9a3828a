package dev.weir.gateway.filter;

import org.jspecify.annotations.Nullable;

/**
 * How an exchange ended, seen once, when it is over. A view: valid only within the call it is given
 * to.
 */
public interface ExchangeEnd {
  Outcome outcome();

  /** The status that the client was sent; 0 if none was. */
  int status();

  /** Name of the endpoint that answered, or that was tried last; null if none was tried. */
  @Nullable String endpoint();

  /** How many endpoints the request was sent to. */
  int attempts();

  /** The lane that it was in, waited for, or was turned away from last; null if none. */
  @Nullable String lane();

  /**
   * How long it waited for its turn before limits and lanes, in nanoseconds; 0 if it did not have
   * to.
   */
  long waitedNanos();

  /**
   * Whether the node has turned items of a bulk away (429), though it answered the bulk itself with
   * 200; also of items that were sent again and taken then.
   */
  boolean itemsRejected();

  /** From the request's first byte to the answer's last, in nanoseconds. */
  long durationNanos();

  /** From the request having been sent to the answer's first byte; -1 if there was none. */
  long upstreamNanos();

  /** Bytes of the request's body that were read, framing included. */
  long requestBytes();

  /** Bytes of the answer's body that were handed on, framing included. */
  long responseBytes();
}
