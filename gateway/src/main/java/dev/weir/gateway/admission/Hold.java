package dev.weir.gateway.admission;

/**
 * What a hand has set for a time.
 *
 * @param until in nanoseconds of {@link System#nanoTime}
 * @param why as it is shown
 */
record Hold<T>(T value, long until, String why) {
  boolean isOver(long now) {
    return now - until >= 0;
  }
}
