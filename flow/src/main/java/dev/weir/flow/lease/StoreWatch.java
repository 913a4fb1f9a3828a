package dev.weir.flow.lease;

/**
 * Whether the shared store is there. It is, once it has answered a beat within the patience; it is
 * away, when it has left a question open for longer, or has said that it cannot. While it is away,
 * beats are all that it is asked, so that neither a frozen store finds a thousand questions when it
 * wakes, nor a slow one is made slower. For one thread; {@link #state} is for any.
 */
public final class StoreWatch {
  /** How it is with the store. */
  public enum State {
    /** It has not been heard of yet. */
    UNKNOWN,
    THERE,
    AWAY
  }

  /**
   * The times of it, in nanoseconds.
   *
   * @param patienceNanos a question may be open for so long, once the store has been heard of
   * @param beatNanos between beats while it is there
   * @param retryNanos between beats while it is not
   * @param hangUpNanos a question that is open for so long ends the connection; also the time for
   *     the first one of all, which has to make it
   */
  public record Times(long patienceNanos, long beatNanos, long retryNanos, long hangUpNanos) {}

  private final Times times;
  private volatile State state = State.UNKNOWN;
  private long nextBeat;
  private long oldest;
  private boolean open;

  public StoreWatch(Times times, long now) {
    this.times = times;
    this.nextBeat = now;
  }

  public State state() {
    return state;
  }

  /** Whether it is to be asked for more than a beat. */
  public boolean mayAsk() {
    return state == State.THERE;
  }

  /** The oldest question that is open was asked then. */
  public void open(long since) {
    oldest = since;
    open = true;
  }

  /** No question is open. */
  public void noneOpen() {
    open = false;
  }

  /** Whether a beat is to be sent; if so, it counts as sent. */
  public boolean beatDue(long now) {
    if (now - nextBeat < 0 || (open && state != State.THERE)) {
      return false;
    }
    nextBeat = now + (state == State.THERE ? times.beatNanos : times.retryNanos);
    return true;
  }

  /** When it is to be looked after again, at the latest. */
  public long nextLook(long now) {
    long beat = Math.max(0, nextBeat - now);
    return open ? Math.min(beat, times.patienceNanos / 4) : beat;
  }

  /**
   * A beat has been answered.
   *
   * @return whether the state has changed
   */
  public boolean answered(long sentAt, long now) {
    return now - sentAt < patience() && become(State.THERE, now);
  }

  /**
   * A question has failed.
   *
   * @return whether the state has changed
   */
  public boolean failed(long now) {
    return become(State.AWAY, now);
  }

  /** Looks at what is open; tells whether the state has changed. */
  public boolean look(long now) {
    return open && now - oldest >= patience() && become(State.AWAY, now);
  }

  private long patience() {
    return state == State.UNKNOWN ? times.hangUpNanos : times.patienceNanos;
  }

  /** Whether the connection is to be ended, since nothing comes on it any more. */
  public boolean mustHangUp(long now) {
    return open && now - oldest >= times.hangUpNanos;
  }

  private boolean become(State next, long now) {
    if (state == next) {
      return false;
    }
    state = next;
    nextBeat = now + (next == State.THERE ? times.beatNanos : times.retryNanos);
    return true;
  }
}
