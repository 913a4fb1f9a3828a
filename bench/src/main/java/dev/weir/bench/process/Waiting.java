package dev.weir.bench.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass, to the microsecond, and not less of it because somebody woke the thread. */
public final class Waiting {
  private Waiting() {}

  /**
   * Lets that much pass.
   *
   * @throws BenchFailure if the thread is interrupted meanwhile
   */
  public static void pass(Duration length) {
    until(System.nanoTime() + length.toNanos());
  }

  /**
   * Waits for an instant.
   *
   * @param instant of {@link System#nanoTime}
   * @throws BenchFailure if the thread is interrupted meanwhile
   */
  public static void until(long instant) {
    for (long left; (left = instant - System.nanoTime()) > 0; ) {
      if (Thread.currentThread().isInterrupted()) {
        throw new BenchFailure("interrupted");
      }
      LockSupport.parkNanos(left);
    }
  }
}
