package dev.weir.gateway.filter;

/** How an exchange ended. */
public enum Outcome {
  /** The node answered, whatever its status, and the client was given all of it. */
  ANSWERED,
  /** A filter answered. */
  ANSWERED_HERE,
  /** A filter turned the request away. */
  REFUSED,
  /** What came was not a request that Weir takes: 400, 413, 414, 431, 501, 505. */
  INVALID,
  /** The client was too slow with its request: 408. */
  CLIENT_TIMEOUT,
  /** The client went away before the exchange was over. */
  CLIENT_GONE,
  /** No endpoint could be reached, or every one broke off: 502. */
  UPSTREAM_FAILED,
  /** No endpoint is up, or no connection was free in time: 503. */
  UPSTREAM_UNAVAILABLE,
  /** No answer came within the deadline: 504. */
  UPSTREAM_TIMEOUT,
  /** The answer broke off after its head had been sent; the connection was cut so that it shows. */
  TRUNCATED
}
