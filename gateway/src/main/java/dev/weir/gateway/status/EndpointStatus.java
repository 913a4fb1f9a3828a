package dev.weir.gateway.status;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster at one moment.
 *
 * @param name {@code host:port}, as in metrics
 * @param state whether it takes requests
 * @param cause why it does not, or did not last; null if it always did
 * @param weight its share of the requests beside the others'; 100 is usual
 * @param zone where it stands; null if that is unknown
 * @param roles what it does in its cluster; empty if that is unknown
 * @param active requests on it now
 * @param connections open connections to it, in use or not
 * @param waiting requests that wait for a connection to it
 * @param requests requests sent to it since the start
 * @param failures of them, those that it failed
 * @param health more about its state
 * @param balance what its share of the requests hangs on
 */
public record EndpointStatus(
    String name,
    State state,
    @Nullable String cause,
    int weight,
    @Nullable String zone,
    Set<String> roles,
    int active,
    int connections,
    int waiting,
    long requests,
    long failures,
    HealthStatus health,
    BalanceStatus balance) {
  public EndpointStatus {
    roles = Set.copyOf(roles);
  }

  /** One of the usual weight, of which nothing further is known, and to which nothing happened. */
  public EndpointStatus(
      String name,
      State state,
      @Nullable String cause,
      int active,
      int connections,
      int waiting,
      long requests,
      long failures) {
    this(
        name,
        state,
        cause,
        100,
        null,
        Set.of(),
        active,
        connections,
        waiting,
        requests,
        failures,
        HealthStatus.WELL,
        BalanceStatus.unknown());
  }

  /** Whether an endpoint takes requests. */
  public enum State {
    UP,
    /** Failed its active checks. */
    DOWN,
    /** Owes answers, and has given no byte for a while, not to a check either. */
    SILENT,
    /** Was worse than the others; comes back by itself. */
    EJECTED,
    /** Taken out by hand for a time. */
    HELD,
    /** About to leave, or drained by hand: nothing new goes to it. */
    DRAINING
  }
}
