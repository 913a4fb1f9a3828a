package dev.weir.flow.simulation;

/** What will come of a request that an endpoint was sent. */
record Reply(long at, Kind kind) {
  enum Kind {
    ANSWERED,
    /** With a 503. */
    REFUSED,
    /** The connection broke. */
    BROKEN,
    /** There was no connection: the request was not sent at all. */
    UNREACHABLE
  }
}
