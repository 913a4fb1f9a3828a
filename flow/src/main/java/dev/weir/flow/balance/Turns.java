package dev.weir.flow.balance;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Gives turns in proportion to weights, evenly spread: what an endpoint is owed grows by its weight
 * whenever it is offered, the one that is owed most has its turn and gives up what all were given
 * together. The algorithm of nginx's weighted upstreams. Used by one thread.
 */
final class Turns {
  private final RandomGenerator random;
  private long[] owed = {};
  private int best = Balancer.NONE;
  private long total;
  private long bound = Long.MAX_VALUE;

  /**
   * No turn given yet.
   *
   * @param random says where turns begin, so that many balancers do not march in step
   */
  Turns(RandomGenerator random) {
    this.random = random;
  }

  /** Begins a turn among some of so many endpoints. */
  void begin(int size) {
    if (owed.length != size) {
      restart(size);
    }
    best = Balancer.NONE;
    total = 0;
  }

  private void restart(int size) {
    owed = new long[size];
    Arrays.setAll(owed, endpoint -> random.nextInt(Candidates.USUAL_WEIGHT));
    bound = Long.MAX_VALUE;
  }

  /** An endpoint may have this turn. */
  void offer(int endpoint, int weight) {
    total += weight;
    // What is owed from a time of greater weights would keep the endpoint waiting, or come in one
    // burst.
    owed[endpoint] = Math.clamp(owed[endpoint], -bound, bound) + weight;
    if (best == Balancer.NONE || owed[endpoint] > owed[best]) {
      best = endpoint;
    }
  }

  /** The endpoint whose turn it is; {@link Balancer#NONE} if none was offered. */
  int take() {
    if (best != Balancer.NONE) {
      owed[best] -= total;
      bound = total;
    }
    return best;
  }
}
