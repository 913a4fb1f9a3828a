package dev.weir.flow.membership;

/** What a source says of a member that it names. */
public enum Presence {
  /** It is there. */
  UP,
  /** It has missed its heartbeats: whether it is there has to be found out. */
  SUSPECT,
  /** It is about to leave. */
  DRAINING
}
