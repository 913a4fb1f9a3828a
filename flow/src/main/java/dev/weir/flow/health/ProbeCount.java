package dev.weir.flow.health;

/**
 * Turns the results of active checks into up and down: so many failures in a row take an endpoint
 * down, so many answers in a row bring it up. Used by one thread; an endpoint begins up.
 */
public final class ProbeCount {
  private final int downAfter;
  private final int upAfter;
  private boolean up = true;
  private int against;

  /**
   * Counts for one endpoint.
   *
   * @param downAfter failures in a row, at least 1
   * @param upAfter answers in a row, at least 1
   */
  public ProbeCount(int downAfter, int upAfter) {
    this.downAfter = downAfter;
    this.upAfter = upAfter;
  }

  public boolean isUp() {
    return up;
  }

  /** No connection could be made: down at once, since no request could be sent either. */
  public boolean unreachable() {
    against = 0;
    boolean changed = up;
    up = false;
    return changed;
  }

  /** Takes the result of one check and tells whether the state has changed by it. */
  public boolean result(boolean answered) {
    if (answered == up) {
      against = 0;
      return false;
    }
    if (++against < (up ? downAfter : upAfter)) {
      return false;
    }
    against = 0;
    up = answered;
    return true;
  }
}
