package dev.weir.flow.membership;

import java.util.ArrayDeque;

/**
 * The largest value that something has had within a time. Holds values that fall only, so at most
 * as many as the largest is high.
 */
final class SlidingPeak {
  private record Ended(int value, long at) {}

  private final long windowNanos;
  private final ArrayDeque<Ended> falling = new ArrayDeque<>();

  SlidingPeak(long windowNanos) {
    this.windowNanos = windowNanos;
  }

  /** Until now, it was this. */
  void ended(int value, long now) {
    while (!falling.isEmpty() && falling.peekLast().value <= value) {
      falling.pollLast();
    }
    falling.addLast(new Ended(value, now));
  }

  /** The largest that ended within the window before that moment; 0 if none did. */
  int at(long now) {
    while (!falling.isEmpty() && now - falling.peekFirst().at >= windowNanos) {
      falling.pollFirst();
    }
    return falling.isEmpty() ? 0 : falling.peekFirst().value;
  }
}
