package dev.weir.gateway.exchange;

/** How much of a request a node may have acted on when an attempt failed. */
enum Failure {
  /** Nothing was sent: any request may go elsewhere. */
  UNSENT,
  /**
   * The node closed an idle connection just as it was used again: bad luck, not a failure, but not
   * sure to be nothing either.
   */
  STALE,
  /** It may have done all of it: only what may be replayed goes elsewhere. */
  LOST,
  /** It said that it could not, or not in whole. */
  ANSWERED
}
