package dev.weir.gateway.status;

/**
 * What balancing goes by at one endpoint, at one moment.
 *
 * @param weight its share of the requests beside the others', as a multiple of the usual one; what
 *     follows is taken into account
 * @param results what its answers and failures have made of its weight: 1 if nothing
 * @param slowStart the share of its weight that it has because it is new: 1 once it is warm
 * @param latencySeconds the response time that is expected of it; 0 if nothing is known
 * @param load how busy it says it is, 1 as busy as it should be; negative if it was not heard yet
 */
public record BalanceStatus(
    double weight, double results, double slowStart, double latencySeconds, double load) {
  /** Of an endpoint that nothing is known of. */
  public static BalanceStatus unknown() {
    return new BalanceStatus(1, 1, 1, 0, -1);
  }
}
