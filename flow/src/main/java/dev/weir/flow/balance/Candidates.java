package dev.weir.flow.balance;

/** The endpoints that a request may go to, as a balancer sees them: by number, from 0. */
public interface Candidates {
  int size();

  /** Whether an endpoint may be chosen at all. */
  boolean isEligible(int endpoint);

  /** How many requests are on an endpoint now. */
  int active(int endpoint);
}
