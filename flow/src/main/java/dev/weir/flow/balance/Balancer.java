package dev.weir.flow.balance;

/** Chooses an endpoint for a request. Used by one thread; allocates nothing. */
public interface Balancer {
  /** What {@link #choose} returns if no endpoint is eligible. */
  int NONE = -1;

  /** Chooses one of the eligible endpoints, or {@link #NONE}. */
  int choose(Candidates candidates);
}
