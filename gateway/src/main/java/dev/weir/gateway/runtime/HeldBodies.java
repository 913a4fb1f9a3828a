package dev.weir.gateway.runtime;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bytes of bodies that the exchanges of one event loop hold for filters. Changed on that loop only;
 * read from any thread.
 */
public final class HeldBodies {
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder denied = new LongAdder();

  /**
   * Takes memory.
   *
   * @param most what may be held on this loop together
   * @return whether there was so much left
   */
  public boolean take(long more, long most) {
    long now = bytes.getPlain();
    if (now + more > most) {
      denied.increment();
      return false;
    }
    // One writer: no other value can come between.
    bytes.setRelease(now + more);
    return true;
  }

  /** Gives memory back. */
  public void give(long less) {
    bytes.setRelease(bytes.getPlain() - less);
  }

  /** Bytes that are held. */
  public long bytes() {
    return bytes.get();
  }

  /** How often there was not enough left. */
  public long denied() {
    return denied.sum();
  }
}
