package dev.weir.gateway.settings;

/** How an endpoint is chosen among those that are well. */
public enum BalancePolicy {
  /** The fewest requests under way. */
  LEAST_ACTIVE,
  /** The fewest open connections. */
  LEAST_CONNECTIONS,
  /** The shortest expected response time. */
  PEAK_EWMA,
  /** The lowest load that endpoints report in a header of their answers. */
  REPORTED_LOAD,
  /** One after the other. */
  ROUND_ROBIN,
  /** Each as often as its weight says, evenly spread. */
  WEIGHTED_ROUND_ROBIN,
  /** Any, each as likely as its weight says. */
  WEIGHTED_RANDOM,
  /** The same for the same key, as long as it is not too busy. */
  CONSISTENT_HASH;

  /** Whether endpoints are compared, so that {@link Comparison} matters. */
  public boolean compares() {
    return switch (this) {
      case LEAST_ACTIVE, LEAST_CONNECTIONS, PEAK_EWMA, REPORTED_LOAD -> true;
      case ROUND_ROBIN, WEIGHTED_ROUND_ROBIN, WEIGHTED_RANDOM, CONSISTENT_HASH -> false;
    };
  }
}
