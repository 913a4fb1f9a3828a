package dev.weir.bench.load;

import java.util.concurrent.locks.LockSupport;

/** Holds a stream of bytes back to a rate, from its making on. */
final class Pace {
  private static final int SLICE = 64 * 1024;
  private static final int UNHINDERED_SLICE = 16 * 1024 * 1024;

  private final long bytesPerSecond;
  private final int slice;
  private final long start = System.nanoTime();

  private Pace(long bytesPerSecond, int slice) {
    this.bytesPerSecond = bytesPerSecond;
    this.slice = slice;
  }

  /**
   * A pace in small slices, so that one is soon over even if the other side is slow.
   *
   * @param bytesPerSecond 0 for as fast as it goes
   */
  static Pace of(long bytesPerSecond) {
    return new Pace(bytesPerSecond, SLICE);
  }

  /** As fast as it goes and as few calls as it takes. */
  static Pace unhindered() {
    return new Pace(0, UNHINDERED_SLICE);
  }

  /** How many bytes to move before asking again. */
  int slice() {
    return slice;
  }

  /** Waits until so many bytes are due. */
  void await(long bytes) {
    if (bytesPerSecond == 0) {
      return;
    }
    long due = start + (long) (bytes * 1e9 / bytesPerSecond);
    long left;
    while ((left = due - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }
}
