package dev.weir.app.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The last events, oldest first. Safe for use by several threads. */
final class EventLog {
  private static final int MOST = 200;

  private final LongSupplier nanoClock;
  private final Deque<Event> events = new ArrayDeque<>();
  private @Nullable Long start;

  EventLog(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** From now on events have a time. */
  synchronized void begin() {
    start = nanoClock.getAsLong();
  }

  synchronized Duration elapsed() {
    return start == null ? Duration.ZERO : Duration.ofNanos(nanoClock.getAsLong() - start);
  }

  synchronized void add(Tone tone, String text) {
    if (events.size() == MOST) {
      events.removeFirst();
    }
    events.addLast(new Event(elapsed(), tone, text));
  }

  synchronized List<Event> all() {
    return List.copyOf(events);
  }
}
