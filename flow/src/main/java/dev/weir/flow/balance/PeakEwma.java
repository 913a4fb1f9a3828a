package dev.weir.flow.balance;

/**
 * The expected response time, times the requests that would then be under way. The expectation
 * follows a slower answer at once and faster ones slowly ({@link LatencyEstimate}), as in the
 * balancer of that name in Twitter's Finagle. An endpoint of which nothing is known is tried with
 * one request, and costs more than any other until that is answered.
 */
public final class PeakEwma implements Measure {
  /** In nanoseconds: a thousand seconds, slower than anything that is waited for. */
  private static final double PENALTY = 1e12;

  @Override
  public double cost(Candidates candidates, int endpoint) {
    double latency = candidates.latencyNanos(endpoint);
    int active = candidates.active(endpoint);
    if (latency <= 0) {
      return active == 0 ? 0 : PENALTY * (active + 1) / candidates.weight(endpoint);
    }
    return latency * (active + 1) / candidates.weight(endpoint);
  }
}
