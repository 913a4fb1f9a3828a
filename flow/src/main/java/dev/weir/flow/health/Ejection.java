package dev.weir.flow.health;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's time out. Each time lasts twice as long as the last one, up to a bound, unless the
 * endpoint has stayed in for four times as long as it was out: then it begins small again. That
 * keeps a node that fails every time it is asked from being asked often. Safe from any thread;
 * {@link #isEjected} costs one volatile read.
 */
public final class Ejection {
  private static final int FORGIVEN_AFTER = 4;

  /** The last time out, over or not. */
  private record Out(long until, long lasted) {}

  private final long first;
  private final long longest;
  private final AtomicReference<@Nullable Out> last = new AtomicReference<>();

  /**
   * Of one endpoint.
   *
   * @param firstNanos how long the first time lasts
   * @param longestNanos how long a time lasts at most
   */
  public Ejection(long firstNanos, long longestNanos) {
    this.first = firstNanos;
    this.longest = Math.max(firstNanos, longestNanos);
  }

  /**
   * Whether the endpoint is out.
   *
   * @param now in nanoseconds of any monotonic clock
   */
  public boolean isEjected(long now) {
    Out out = last.get();
    return out != null && now - out.until < 0;
  }

  /** How long an ejection that begins now would last, in nanoseconds. */
  public long next(long now) {
    Out before = last.get();
    if (before == null || now - before.until > FORGIVEN_AFTER * before.lasted) {
      return first;
    }
    return Math.min(longest, 2 * before.lasted);
  }

  /** The endpoint is out from now on, for so many nanoseconds. */
  public void begin(long now, long nanos) {
    last.set(new Out(now + nanos, nanos));
  }

  /** Nanoseconds until the endpoint is back; 0 if it is not out. */
  public long left(long now) {
    Out out = last.get();
    return out == null ? 0 : Math.max(0, out.until - now);
  }

  /** The endpoint is in again, before its time; nothing is held against it. */
  public void end() {
    last.set(null);
  }
}
