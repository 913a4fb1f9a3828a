package dev.weir.flow.balance;

/**
 * The same endpoint for the same key, as long as it is there and not too busy. Every endpoint has a
 * rank of its own for each key (rendezvous hashing, Thaler and Ravishankar 1998), so that when one
 * joins or leaves, only the keys that it wins or had move, and nothing is kept in memory. The first
 * in rank that has room takes the request, where room is a bound on how far an endpoint's requests
 * may be above its fair share ("Consistent Hashing with Bounded Loads", Mirrokni, Thorup and
 * Zadimoghaddam 2016): a hot key spills to the next in its rank rather than drown one endpoint. The
 * fair share goes by weight; ranks do not, or keys would move whenever weights do.
 */
public final class ConsistentHash implements Balancer {
  private final double factor;

  /**
   * With a bound on load.
   *
   * @param factor how many times its fair share of requests an endpoint may have; above 1
   */
  public ConsistentHash(double factor) {
    this.factor = factor;
  }

  @Override
  public int choose(Candidates candidates, long key) {
    int size = candidates.size();
    long weights = 0;
    // With the request that is to be placed.
    long requests = 1;
    for (int endpoint = 0; endpoint < size; endpoint++) {
      if (candidates.isEligible(endpoint)) {
        weights += candidates.weight(endpoint);
        requests += candidates.active(endpoint);
      }
    }
    double bound = factor * requests;
    int first = NONE;
    int best = NONE;
    long firstRank = 0;
    long bestRank = 0;
    for (int endpoint = 0; endpoint < size; endpoint++) {
      if (candidates.isEligible(endpoint)) {
        long rank = rank(key, candidates.identity(endpoint));
        if (first == NONE || rank > firstRank) {
          first = endpoint;
          firstRank = rank;
        }
        // One more is at most the bound rounded up if those that are there are below the bound.
        if ((best == NONE || rank > bestRank)
            && (double) candidates.active(endpoint) * weights
                < bound * candidates.weight(endpoint)) {
          best = endpoint;
          bestRank = rank;
        }
      }
    }
    // There is always room somewhere, unless the figures changed while they were read.
    return best == NONE ? first : best;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014) over both. */
  private static long rank(long key, long identity) {
    long z = key + 0x9e3779b97f4a7c15L * identity;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
