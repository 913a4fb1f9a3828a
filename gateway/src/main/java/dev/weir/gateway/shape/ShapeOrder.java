package dev.weir.gateway.shape;

import dev.weir.search.shape.ShapeId;
import java.time.Duration;
import java.time.Instant;

/**
 * What a hand has ordered about a shape.
 *
 * @param fingerprint of the shape
 * @param requests how many may pass within a time; 0: none, it is blocked
 * @param within the time; zero if it is blocked
 * @param since when it was ordered
 * @param until when it ends by itself
 * @param why as it is shown
 */
public record ShapeOrder(
    long fingerprint, int requests, Duration within, Instant since, Instant until, String why) {

  public boolean isBlock() {
    return requests == 0;
  }

  /** The shape as people write it. */
  public String id() {
    return ShapeId.text(fingerprint);
  }

  /** As one would ask for it: {@code blocked}, {@code 5/1s}. */
  public String text() {
    if (isBlock()) {
      return "blocked";
    }
    long millis = within.toMillis();
    String unit = millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    return requests + "/" + (unit.equals("1s") ? "s" : unit);
  }
}
