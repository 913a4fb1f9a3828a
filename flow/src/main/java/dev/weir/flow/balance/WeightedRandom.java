package dev.weir.flow.balance;

import java.util.random.RandomGenerator;

/** Any endpoint, each as likely as its weight says; of equal weights, plain random choice. */
public final class WeightedRandom implements Balancer {
  private final RandomGenerator random;

  public WeightedRandom(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public int choose(Candidates candidates, long key) {
    int size = candidates.size();
    long total = 0;
    for (int endpoint = 0; endpoint < size; endpoint++) {
      if (candidates.isEligible(endpoint)) {
        total += candidates.weight(endpoint);
      }
    }
    if (total == 0) {
      return NONE;
    }
    long drawn = random.nextLong(total);
    int last = NONE;
    for (int endpoint = 0; endpoint < size; endpoint++) {
      if (candidates.isEligible(endpoint)) {
        last = endpoint;
        drawn -= candidates.weight(endpoint);
        if (drawn < 0) {
          return endpoint;
        }
      }
    }
    // Weights have fallen meanwhile.
    return last;
  }
}
