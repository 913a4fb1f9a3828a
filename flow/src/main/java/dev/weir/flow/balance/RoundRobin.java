package dev.weir.flow.balance;

import java.util.random.RandomGenerator;

/** One endpoint after the other, whatever their weights. */
public final class RoundRobin implements Balancer {
  private final RandomGenerator random;
  private int last = NONE;

  /**
   * A round of its own.
   *
   * @param random says where it begins, so that many balancers do not march in step
   */
  public RoundRobin(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public int choose(Candidates candidates, long key) {
    int size = candidates.size();
    if (size == 0) {
      return NONE;
    }
    int endpoint = last == NONE || last >= size ? random.nextInt(size) : last;
    for (int i = 0; i < size; i++) {
      endpoint = endpoint + 1 == size ? 0 : endpoint + 1;
      if (candidates.isEligible(endpoint)) {
        last = endpoint;
        return endpoint;
      }
    }
    return NONE;
  }
}
