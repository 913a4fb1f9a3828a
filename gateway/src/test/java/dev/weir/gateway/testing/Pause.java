package dev.weir.gateway.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass in a script: never in place of waiting for what a test expects. */
public final class Pause {
  private Pause() {}

  public static void of(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }

  public static void ofMillis(long millis) {
    of(Duration.ofMillis(millis));
  }
}
