package dev.weir.flow.balance;

/** Open connections, for each unit of weight; among equals, requests under way. */
public final class OpenConnections implements Measure {
  /** A request weighs so much less than a connection that it decides among equals only. */
  private static final double REQUEST = 1.0 / (1 << 20);

  @Override
  public double cost(Candidates candidates, int endpoint) {
    return (candidates.connections(endpoint) + REQUEST * candidates.active(endpoint))
        / candidates.weight(endpoint);
  }
}
