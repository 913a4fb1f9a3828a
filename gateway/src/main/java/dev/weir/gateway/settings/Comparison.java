package dev.weir.gateway.settings;

/** How many endpoints are compared with each other for a request. */
public enum Comparison {
  /** What suits the policy and the number of endpoints. */
  AUTO,
  /** All of them. */
  ALL,
  /** Two that are drawn at random. */
  TWO
}
