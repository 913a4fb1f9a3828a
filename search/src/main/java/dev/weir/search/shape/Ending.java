package dev.weir.search.shape;

/** What became of a search. */
public enum Ending {
  /** The engine has answered it. */
  ANSWERED,
  /** It was sent, and there was no answer, or that of an error. */
  FAILED,
  /** It was turned away before it cost the engine anything. */
  REFUSED
}
