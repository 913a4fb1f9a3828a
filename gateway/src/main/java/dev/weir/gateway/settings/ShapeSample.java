package dev.weir.gateway.settings;

/** What is kept of a search to show what its shape looks like. */
public enum ShapeSample {
  /** Its structure, with {@code ?} in place of values. */
  SKELETON,
  /** All of it, values included. */
  WHOLE,
  /** Nothing. */
  NONE
}
