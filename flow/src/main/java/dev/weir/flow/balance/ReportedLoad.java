package dev.weir.flow.balance;

/**
 * The load that an endpoint reports, times the requests that would then be under way: a report is
 * as old as the last answer, what was sent since is known here. An endpoint that has not been asked
 * yet is tried with one request, and counts as busy until that is answered.
 */
public final class ReportedLoad implements Measure {
  /** What an idle endpoint costs: requests under way must still tell. */
  private static final double LEAST = 0.01;

  @Override
  public double cost(Candidates candidates, int endpoint) {
    double load = candidates.load(endpoint);
    int active = candidates.active(endpoint);
    if (load < 0) {
      return active == 0 ? 0 : (active + 1.0) / candidates.weight(endpoint);
    }
    return (load + LEAST) * (active + 1) / candidates.weight(endpoint);
  }
}
