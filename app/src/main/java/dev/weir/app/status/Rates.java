package dev.weir.app.status;

import java.util.HashMap;
import java.util.Map;

/** How fast counts grow from one look to the next. */
final class Rates {
  private static final double NANOS_PER_SECOND = 1e9;

  private Map<String, Long> before = Map.of();
  private Map<String, Long> current = new HashMap<>();
  private double seconds;
  private long began;

  /** Another look begins. */
  void begin(long now) {
    seconds = (now - began) / NANOS_PER_SECOND;
    began = now;
    current = new HashMap<>();
  }

  /** How fast a count grows, by what it was at the last look; 0 at the first. */
  double perSecond(String name, long count) {
    current.put(name, count);
    Long last = before.get(name);
    return last == null || count <= last ? 0 : (count - last) / seconds;
  }

  /** The look is over: what was not seen is forgotten. */
  void end() {
    before = current;
  }
}
