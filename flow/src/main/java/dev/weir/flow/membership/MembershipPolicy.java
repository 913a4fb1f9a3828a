package dev.weir.flow.membership;

/**
 * How far a source is believed.
 *
 * @param keepsWhatAnswers whether a member that is no longer named stays as long as it answers
 * @param probes probes in a row that such a member, or a suspect one, must fail to be gone; at
 *     least 1
 * @param probeNanos time between two probes; the first is made at once
 * @param mostLostPercent share of the members that may go missing within {@code doubtNanos}; when
 *     more do, the source is doubted and all of them stay
 * @param doubtNanos how long a source is doubted, after which it is believed; a source that names
 *     nobody is doubted until it names somebody
 * @param believesEmpty whether a source that names nobody is believed as any other
 */
public record MembershipPolicy(
    boolean keepsWhatAnswers,
    int probes,
    long probeNanos,
    int mostLostPercent,
    long doubtNanos,
    boolean believesEmpty) {

  public MembershipPolicy {
    if (probes < 1 || probeNanos < 1 || doubtNanos < 0) {
      throw new IllegalArgumentException(
          "probes: %d, probeNanos: %d, doubtNanos: %d".formatted(probes, probeNanos, doubtNanos));
    }
    if (mostLostPercent < 0 || mostLostPercent > 100) {
      throw new IllegalArgumentException(
          "mostLostPercent: " + mostLostPercent + " (expected: between 0 and 100)");
    }
  }
}
