package dev.weir.flow.balance;

import java.util.random.RandomGenerator;

/**
 * Each endpoint as often as its weight says, evenly spread: with weights of 5, 1 and 1, {@code a a
 * b a c a a} rather than {@code a a a a a b c}. The algorithm of nginx's weighted upstreams.
 */
public final class SmoothWeightedRoundRobin implements Balancer {
  private final Turns turns;

  /**
   * A round of its own.
   *
   * @param random says where it begins, so that many balancers do not march in step
   */
  public SmoothWeightedRoundRobin(RandomGenerator random) {
    this.turns = new Turns(random);
  }

  @Override
  public int choose(Candidates candidates, long key) {
    int size = candidates.size();
    turns.begin(size);
    for (int endpoint = 0; endpoint < size; endpoint++) {
      if (candidates.isEligible(endpoint)) {
        turns.offer(endpoint, candidates.weight(endpoint));
      }
    }
    return turns.take();
  }
}
