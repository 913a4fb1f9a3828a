package dev.weir.flow.standby;

import dev.weir.flow.breaker.Breaker;

/**
 * Which of two clusters a read goes to: the primary, or its standby. The standby takes over when
 * the primary's {@link Breaker} opens: its times or failures were over their bounds for a while, or
 * none of its endpoints is up; and gives back in the breaker's steps. By hand either can be
 * preferred for a time, which ends by itself.
 *
 * <p>{@link #takes} is for every read: safe from any thread, without a lock or an allocation.
 */
public final class Standby {
  /** Where reads are to go. */
  public enum Preference {
    /** As the primary's breaker says. */
    AUTOMATIC,
    PRIMARY,
    STANDBY
  }

  /** A preference by hand. */
  private record Choice(Preference preference, long until) {}

  private static final Choice NONE = new Choice(Preference.AUTOMATIC, 0);

  private final Breaker primary;
  private volatile Choice choice = NONE;

  /**
   * A standby for reads.
   *
   * @param primary records the reads that the primary is sent
   */
  public Standby(Breaker primary) {
    this.primary = primary;
  }

  /**
   * Whether a read goes to the standby.
   *
   * @param ticket as of {@link Breaker#admits}
   */
  public boolean takes(long ticket) {
    return switch (choice.preference) {
      case AUTOMATIC -> !primary.admits(ticket);
      case PRIMARY -> false;
      case STANDBY -> true;
    };
  }

  /**
   * Prefers one of the two, until a time.
   *
   * @param until in nanoseconds of the clock that {@link #look} is given
   */
  public void prefer(Preference preference, long until) {
    choice = preference == Preference.AUTOMATIC ? NONE : new Choice(preference, until);
  }

  /**
   * Time has passed.
   *
   * @return whether a preference by hand has ended by it
   */
  public boolean look(long now) {
    Choice current = choice;
    if (current.preference == Preference.AUTOMATIC || now - current.until < 0) {
      return false;
    }
    choice = NONE;
    return true;
  }

  public Preference preference() {
    return choice.preference;
  }
}
