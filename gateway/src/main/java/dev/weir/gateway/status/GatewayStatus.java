package dev.weir.gateway.status;

import java.util.List;

/**
 * The gateway at one moment.
 *
 * @param clusters every cluster, in configured order
 * @param connections client connections that are open
 * @param exchanges exchanges in flight
 * @param rejectedConnections client connections closed at once because too many were open
 * @param filterFailures filters that threw or whose decision failed, since the start
 * @param directMemory bytes of direct memory that buffers hold
 * @param transport how sockets are driven: {@code io_uring}, {@code epoll} or {@code nio}
 * @param draining whether it stops
 * @param breakers the breakers of routes that have one
 * @param credentials credentials of clients that took time to verify
 * @param admission limits and lanes
 * @param queries what rules have found in queries
 * @param trims answers that were trimmed
 */
public record GatewayStatus(
    List<ClusterStatus> clusters,
    int connections,
    int exchanges,
    long rejectedConnections,
    long filterFailures,
    long directMemory,
    String transport,
    boolean draining,
    List<BreakerStatus> breakers,
    CredentialsStatus credentials,
    AdmissionStatus admission,
    QueriesStatus queries,
    TrimStatus trims) {
  public GatewayStatus {
    clusters = List.copyOf(clusters);
    breakers = List.copyOf(breakers);
  }

  /** Without breakers. */
  public GatewayStatus(
      List<ClusterStatus> clusters,
      int connections,
      int exchanges,
      long rejectedConnections,
      long filterFailures,
      long directMemory,
      String transport,
      boolean draining) {
    this(
        clusters,
        connections,
        exchanges,
        rejectedConnections,
        filterFailures,
        directMemory,
        transport,
        draining,
        List.of());
  }

  /** Without credentials to verify, limits, lanes and queries. */
  public GatewayStatus(
      List<ClusterStatus> clusters,
      int connections,
      int exchanges,
      long rejectedConnections,
      long filterFailures,
      long directMemory,
      String transport,
      boolean draining,
      List<BreakerStatus> breakers) {
    this(
        clusters,
        connections,
        exchanges,
        rejectedConnections,
        filterFailures,
        directMemory,
        transport,
        draining,
        breakers,
        CredentialsStatus.NONE,
        AdmissionStatus.NONE,
        QueriesStatus.NONE,
        TrimStatus.NONE);
  }
}
