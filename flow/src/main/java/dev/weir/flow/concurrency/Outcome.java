package dev.weir.flow.concurrency;

/** What a finished request says of the load that it met. */
public enum Outcome {
  /** It was worked on: the time that it took counts. */
  SERVED,
  /** It was turned away, or hung, for there was too much to do: 429, 503, a time-out. */
  OVERLOADED,
  /** Nothing: its client left, the connection broke, it was answered without work. */
  IGNORED
}
