package dev.weir.flow.health;

/**
 * Tells a frozen endpoint from a slow answer. An endpoint that owes answers and from which no byte
 * has come for a while, on no connection, is asked something small. Only if that is not answered
 * either within the bound is it frozen: a node that works on a long search answers small questions
 * meanwhile, a stopped process or one in a long garbage collection does not. It is frozen until a
 * byte comes.
 *
 * <p>{@link #isFrozen} is safe from any thread and costs one volatile read; all else is called by
 * one thread, which looks again and again.
 */
public final class Silence {
  /** What a look has found. */
  public enum Look {
    /** Nothing to do. */
    QUIET,
    /** It has been silent for a while: ask it something. Said once in each silence. */
    ASK,
    /** From now on it is frozen. */
    FROZEN,
    /** It was frozen, and has been heard again. */
    HEARD
  }

  private final long askAfter;
  private final long frozenAfter;
  private volatile boolean frozen;
  private boolean counting;
  private boolean asked;
  private long since;
  private long heardBefore;

  /**
   * Of one endpoint.
   *
   * @param askAfterNanos of silence after which it is asked
   * @param frozenAfterNanos of silence after which it is frozen; longer than the other
   */
  public Silence(long askAfterNanos, long frozenAfterNanos) {
    this.askAfter = askAfterNanos;
    this.frozenAfter = frozenAfterNanos;
  }

  public boolean isFrozen() {
    return frozen;
  }

  /**
   * Looks at the endpoint.
   *
   * @param now in nanoseconds of any monotonic clock
   * @param heard when the last byte came from it, by the same clock, or by one that lags behind
   * @param owes whether it owes an answer, one to what it was asked included
   */
  public Look look(long now, long heard, boolean owes) {
    if (frozen) {
      if (heard - heardBefore > 0) {
        frozen = false;
        counting = false;
        return Look.HEARD;
      }
      return Look.QUIET;
    }
    if (!owes) {
      counting = false;
      return Look.QUIET;
    }
    if (!counting || heard - since > 0) {
      since = counting ? heard : now;
      counting = true;
      asked = false;
      return Look.QUIET;
    }
    long silent = now - since;
    if (!asked) {
      if (silent < askAfter) {
        return Look.QUIET;
      }
      asked = true;
      return Look.ASK;
    }
    if (silent < frozenAfter) {
      return Look.QUIET;
    }
    frozen = true;
    heardBefore = heard;
    return Look.FROZEN;
  }

  /**
   * The looking thread was itself away for a while, so that nothing could be heard: every silence
   * begins anew.
   */
  public void begin() {
    counting = false;
  }
}
