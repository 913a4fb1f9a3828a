package dev.weir.app.suggest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What someone has asked for.
 *
 * @param usual requests that 99 of 100 busy seconds did not exceed
 * @param active most at once; 0 if that is not known
 */
record Asked(
    String key,
    long requests,
    long busySeconds,
    long usual,
    long second,
    long tenSeconds,
    long minute,
    long active) {
  /** Less says nothing. */
  private static final long FEWEST = 20;

  static Asked of(Map<?, ?> json) {
    return new Asked(
        Json.text(json, "key"),
        Json.number(json, "requests"),
        Json.number(json, "busy_seconds"),
        Json.number(json, "usual_second"),
        Json.number(json, "most_in_second"),
        Json.number(json, "most_in_ten_seconds"),
        Json.number(json, "most_in_minute"),
        Json.number(json, "most_active"));
  }

  /** Those of a demand of which enough has been seen, the one that asks for most first. */
  static List<Asked> ofDemand(Map<?, ?> demand) {
    return Json.objects(demand.get("keys")).stream()
        .map(Asked::of)
        .filter(each -> each.requests() >= FEWEST && each.busySeconds() > 0)
        .sorted(Comparator.comparingLong(Asked::usual).thenComparingLong(Asked::second).reversed())
        .toList();
  }

  /** What it has asked for within such a time, as far as that is usual; at least 1. */
  double within(long millis) {
    double usualRate = usual / 1_000.0;
    if (millis <= 2_000) {
      return Math.max(1, usualRate * millis);
    }
    double longer = millis <= 30_000 ? tenSeconds / 10_000.0 : minute / 60_000.0;
    return Math.max(1, longer * millis);
  }
}
