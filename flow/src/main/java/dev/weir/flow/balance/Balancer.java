package dev.weir.flow.balance;

/**
 * Chooses an endpoint for a request. Used by one thread; allocates nothing while the number of
 * endpoints stays as it is.
 */
public interface Balancer {
  /** What {@link #choose} returns if no endpoint is eligible. */
  int NONE = -1;

  /**
   * Chooses one of the eligible endpoints, or {@link #NONE}.
   *
   * @param key a hash of what should stay together; only {@link ConsistentHash} looks at it
   */
  int choose(Candidates candidates, long key);
}
