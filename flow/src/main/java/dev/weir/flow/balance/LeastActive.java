package dev.weir.flow.balance;

/**
 * Chooses the endpoint with the fewest requests on it; among equals, the next one in turn, so that
 * an idle cluster is used evenly.
 */
public final class LeastActive implements Balancer {
  private int turn;

  /**
   * A balancer whose turn begins at an endpoint.
   *
   * @param firstTurn differs between threads, so that they do not all begin at the same endpoint
   */
  public LeastActive(int firstTurn) {
    this.turn = Math.max(0, firstTurn);
  }

  @Override
  public int choose(Candidates candidates) {
    int size = candidates.size();
    if (size == 0) {
      return NONE;
    }
    int best = NONE;
    int fewest = Integer.MAX_VALUE;
    int endpoint = turn % size;
    for (int i = 0; i < size; i++) {
      if (candidates.isEligible(endpoint)) {
        int active = candidates.active(endpoint);
        if (active < fewest) {
          fewest = active;
          best = endpoint;
        }
      }
      endpoint = endpoint + 1 == size ? 0 : endpoint + 1;
    }
    if (best != NONE) {
      turn = best + 1;
    }
    return best;
  }
}
