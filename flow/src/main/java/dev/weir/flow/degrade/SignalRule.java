package dev.weir.flow.degrade;

/**
 * When a signal turns a switch.
 *
 * @param name of the signal, as it is shown
 * @param unit of its values, as it is shown; may be empty
 * @param onAbove it is on once the signal has been above this
 * @param onAfterNanos for so long, without a pause
 * @param offBelow it is off again once the signal has been below this, which is at most {@code
 *     onAbove}
 * @param offAfterNanos for so long, without a pause
 */
public record SignalRule(
    String name,
    String unit,
    double onAbove,
    long onAfterNanos,
    double offBelow,
    long offAfterNanos) {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

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

  /** A signal without a unit. */
  public SignalRule(
      String name, double onAbove, long onAfterNanos, double offBelow, long offAfterNanos) {
    this(name, "", onAbove, onAfterNanos, offBelow, offAfterNanos);
  }

  /** Why it turns a switch on, in words. */
  String risen() {
    return said("above", onAbove, onAfterNanos);
  }

  /** Why it turns a switch off, in words. */
  String fallen() {
    return said("below", offBelow, offAfterNanos);
  }

  private String said(String where, double bound, long nanos) {
    String number = bound == Math.rint(bound) ? Long.toString((long) bound) : "" + bound;
    String measured = unit.isEmpty() ? number : number + " " + unit;
    String time = nanos % SECOND == 0 ? nanos / SECOND + " s" : nanos / MILLI + " ms";
    return name + " " + where + " " + measured + " for " + time;
  }
}
