package dev.weir.flow.balance;

/**
 * The endpoints that a request may go to, as a balancer sees them: by number, from 0. What is told
 * may change between two calls, since other threads send requests, too.
 */
public interface Candidates {
  /** The weight of an endpoint that is no different from others. */
  int USUAL_WEIGHT = 1000;

  int size();

  /** Whether an endpoint may be chosen at all. */
  boolean isEligible(int endpoint);

  /** How many requests are on an endpoint now. */
  int active(int endpoint);

  /** How many connections to an endpoint are open now, in use or not. */
  int connections(int endpoint);

  /** What share an endpoint should have beside others, in thousandths; at least 1. */
  int weight(int endpoint);

  /** The response time that an endpoint is expected to have, in nanoseconds; 0 if not known. */
  double latencyNanos(int endpoint);

  /**
   * How busy an endpoint has said it is: 0 idle, 1 as busy as it should be; {@link
   * LoadReport#UNKNOWN} if it has not been asked yet.
   */
  double load(int endpoint);

  /** A number of an endpoint's own, the same in every process: a hash of its name. */
  long identity(int endpoint);
}
