package dev.weir.flow.balance;

/** Requests under way, for each unit of weight. */
public final class ActiveRequests implements Measure {
  @Override
  public double cost(Candidates candidates, int endpoint) {
    return (double) candidates.active(endpoint) / candidates.weight(endpoint);
  }
}
