package dev.weir.flow.simulation;

/** What is the matter with an endpoint for a time. */
sealed interface Condition {
  record Well() implements Condition {}

  /** Whatever it does takes so many times as long. */
  record Slow(double factor) implements Condition {}

  /** Takes requests and does nothing; what it was doing goes on afterwards. */
  record Frozen() implements Condition {}

  /** Refuses connections; those that were open broke when it died. */
  record Dead() implements Condition {}

  /** A share of answers breaks off. */
  record Lossy(double share) implements Condition {}

  /** A share of answers is a 503. */
  record Refusing(double share) implements Condition {}

  Condition WELL = new Well();
  Condition FROZEN = new Frozen();
  Condition DEAD = new Dead();
}
