package dev.weir.gateway.tenant;

/** What credentials that were shown are worth. */
public sealed interface Verdict permits Known, Verdict.Foreign, Verdict.Wrong, Verdict.Busy {
  /** Not of a kind, or not of a name, that is judged here; the cluster may know them. */
  record Foreign() implements Verdict {
    static final Foreign INSTANCE = new Foreign();
  }

  /**
   * Of a kind that is judged here, and not right.
   *
   * @param reason one clause for people that tells nothing of what was shown
   */
  record Wrong(String reason) implements Verdict {}

  /** Too many wait to be judged. */
  record Busy() implements Verdict {
    static final Busy INSTANCE = new Busy();
  }
}
