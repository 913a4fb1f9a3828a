package dev.weir.flow.balance;

import java.util.random.RandomGenerator;

/**
 * The endpoint with the lowest cost of all; among equals, each as often as its weight says, so that
 * an idle cluster is used evenly. Looks at every endpoint, so it suits a dozen of them rather than
 * hundreds, and a measure that this process knows best: what all processes see alike, such as a
 * reported load, sends them all to the same endpoint, where {@link PowerOfTwo} does not.
 */
public final class Least implements Balancer {
  private final Measure measure;
  private final Turns turns;
  private double[] costs = {};

  /**
   * Over a measure.
   *
   * @param random says where turns among equals begin
   */
  public Least(Measure measure, RandomGenerator random) {
    this.measure = measure;
    this.turns = new Turns(random);
  }

  @Override
  public int choose(Candidates candidates, long key) {
    int size = candidates.size();
    if (costs.length != size) {
      costs = new double[size];
    }
    int best = NONE;
    int equals = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int endpoint = 0; endpoint < size; endpoint++) {
      double cost =
          candidates.isEligible(endpoint)
              ? measure.cost(candidates, endpoint)
              : Double.POSITIVE_INFINITY;
      costs[endpoint] = cost;
      if (cost < lowest) {
        lowest = cost;
        best = endpoint;
        equals = 1;
      } else if (cost == lowest) {
        equals++;
      }
    }
    return best == NONE || equals == 1 ? best : turnOf(candidates, lowest);
  }

  private int turnOf(Candidates candidates, double lowest) {
    turns.begin(costs.length);
    for (int endpoint = 0; endpoint < costs.length; endpoint++) {
      if (costs[endpoint] == lowest) {
        turns.offer(endpoint, candidates.weight(endpoint));
      }
    }
    return turns.take();
  }
}
