package dev.weir.gateway.status;

import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster at one moment.
 *
 * @param name {@code host:port}, as in metrics
 * @param state whether it takes requests
 * @param cause why it does not, or did not last; null if it always did
 * @param active requests on it now
 * @param connections open connections to it, in use or not
 * @param waiting requests that wait for a connection to it
 * @param requests requests sent to it since the start
 * @param failures of them, those that it failed
 */
public record EndpointStatus(
    String name,
    State state,
    @Nullable String cause,
    int active,
    int connections,
    int waiting,
    long requests,
    long failures) {

  /** Whether an endpoint takes requests. */
  public enum State {
    UP,
    /** Failed its active checks. */
    DOWN,
    /** Failed too many requests in a row; comes back by itself. */
    EJECTED
  }
}
