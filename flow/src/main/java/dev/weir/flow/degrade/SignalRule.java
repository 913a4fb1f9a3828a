package dev.weir.flow.degrade;

/**
 * When a signal turns a switch.
 *
 * @param name of the signal, as it is shown
 * @param onAbove it is on once the signal has been above this
 * @param onAfterNanos for so long, without a pause
 * @param offBelow it is off again once the signal has been below this, which is at most {@code
 *     onAbove}
 * @param offAfterNanos for so long, without a pause
 */
public record SignalRule(
    String name, double onAbove, long onAfterNanos, double offBelow, long offAfterNanos) {
  public SignalRule {
    // Written so that what is not a number is refused, too.
    if (!(offBelow <= onAbove) || onAfterNanos < 0 || offAfterNanos < 0) {
      throw new IllegalArgumentException(
          name
              + ": on above "
              + onAbove
              + " after "
              + onAfterNanos
              + " ns, off below "
              + offBelow
              + " after "
              + offAfterNanos
              + " ns");
    }
  }
}
