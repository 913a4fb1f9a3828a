package dev.weir.flow.demand;

import dev.weir.flow.health.CountWindow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one asks for. Counting is safe from any thread, lock-free and without allocation; looking is
 * for one.
 */
public final class Demand {
  private static final int LOOKS = 10;
  private static final int SECONDS = 60;
  private static final double USUAL = 0.99;

  private final LongAdder asked = new LongAdder();
  private final AtomicInteger active = new AtomicInteger();
  private volatile int mostActive;

  private final CountWindow second = new CountWindow(LOOKS);
  private final CountWindow tenSeconds = new CountWindow(LOOKS);
  private final CountWindow minute = new CountWindow(SECONDS);
  private final Seconds seconds = new Seconds();
  private int looks;
  private long mostInSecond;
  private long mostInTenSeconds;
  private long mostInMinute;

  Demand() {}

  /** A request. */
  void ask() {
    asked.increment();
  }

  /** A request has begun, which has to {@link #end}. */
  public void begin() {
    int now = active.incrementAndGet();
    if (now > mostActive) {
      // Another thread may have seen more at the same moment: hardly worth more than this.
      mostActive = now;
    }
  }

  /** A request is over. */
  public void end() {
    active.decrementAndGet();
  }

  /** A tenth of a second is over. */
  void look() {
    long sum = asked.sum();
    second.slide(sum);
    mostInSecond = Math.max(mostInSecond, second.sum());
    looks++;
    if (looks == LOOKS) {
      looks = 0;
      if (second.sum() > 0) {
        seconds.add(second.sum());
      }
      tenSeconds.slide(sum);
      minute.slide(sum);
      mostInTenSeconds = Math.max(mostInTenSeconds, tenSeconds.sum());
      mostInMinute = Math.max(mostInMinute, minute.sum());
    }
  }

  /** The most within a second. */
  long mostInSecond() {
    return mostInSecond;
  }

  /** What has been seen. */
  Peaks peaks() {
    long usual = Math.min(seconds.most(USUAL), mostInSecond);
    return new Peaks(
        asked.sum(),
        seconds.total(),
        usual,
        mostInSecond,
        mostInTenSeconds,
        mostInMinute,
        mostActive);
  }
}
