package dev.weir.flow.balance;

import java.util.random.RandomGenerator;

/**
 * The better of two endpoints that are drawn at random: nearly as good as looking at all ("The
 * Power of Two Choices in Randomized Load Balancing", Mitzenmacher 2001), costs the same however
 * many there are, and does not send everyone to the same endpoint when all see the same figures.
 */
public final class PowerOfTwo implements Balancer {
  /** After so many draws in vain, it is drawn from those that are eligible. */
  private static final int DRAWS = 4;

  private final Measure measure;
  private final RandomGenerator random;

  public PowerOfTwo(Measure measure, RandomGenerator random) {
    this.measure = measure;
    this.random = random;
  }

  @Override
  public int choose(Candidates candidates, long key) {
    int first = draw(candidates, NONE);
    int second = first == NONE ? NONE : draw(candidates, first);
    if (second == NONE) {
      return first;
    }
    double one = measure.cost(candidates, first);
    double other = measure.cost(candidates, second);
    if (one != other) {
      return one < other ? first : second;
    }
    int weight = candidates.weight(first);
    return random.nextLong((long) weight + candidates.weight(second)) < weight ? first : second;
  }

  private int draw(Candidates candidates, int except) {
    int size = candidates.size();
    for (int i = 0; i < Math.min(DRAWS, size); i++) {
      int endpoint = random.nextInt(size);
      if (endpoint != except && candidates.isEligible(endpoint)) {
        return endpoint;
      }
    }
    return drawEligible(candidates, except);
  }

  /** Looks at all: to take the next one instead would give more to those that follow a gap. */
  private int drawEligible(Candidates candidates, int except) {
    int size = candidates.size();
    int eligible = 0;
    for (int i = 0; i < size; i++) {
      eligible += i != except && candidates.isEligible(i) ? 1 : 0;
    }
    int left = eligible == 0 ? 0 : random.nextInt(eligible);
    int last = NONE;
    for (int i = 0; i < size; i++) {
      if (i != except && candidates.isEligible(i)) {
        last = i;
        if (left-- == 0) {
          return i;
        }
      }
    }
    // Some have gone meanwhile.
    return last;
  }
}
