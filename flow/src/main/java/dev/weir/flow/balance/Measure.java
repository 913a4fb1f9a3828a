package dev.weir.flow.balance;

/** What endpoints are compared by. Pure: reads candidates and keeps nothing. */
public interface Measure {
  /**
   * What it would cost to choose an endpoint, in any unit; the lowest is the best. An endpoint that
   * has nothing to do costs 0 if that is all there is to know of it, so that weights decide.
   */
  double cost(Candidates candidates, int endpoint);
}
