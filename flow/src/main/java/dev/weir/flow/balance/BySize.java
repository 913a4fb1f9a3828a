package dev.weir.flow.balance;

/** One balancer while there are few endpoints, another when there are more. */
public final class BySize implements Balancer {
  private final int few;
  private final Balancer forFew;
  private final Balancer forMore;

  /**
   * Of two balancers.
   *
   * @param few up to so many endpoints are few
   */
  public BySize(int few, Balancer forFew, Balancer forMore) {
    this.few = few;
    this.forFew = forFew;
    this.forMore = forMore;
  }

  @Override
  public int choose(Candidates candidates, long key) {
    return (candidates.size() <= few ? forFew : forMore).choose(candidates, key);
  }
}
