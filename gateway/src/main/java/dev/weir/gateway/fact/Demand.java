package dev.weir.gateway.fact;

import dev.weir.search.fact.Facts;
import dev.weir.search.fact.FieldOf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which facts rules have asked for lately. Bounded. Used by one thread. */
final class Demand {
  /** More indices than that keep what is known of those that were asked for before. */
  private static final int MOST_INDICES = 4096;

  private static final int MOST_FIELDS = 1024;

  private final long kept;
  private final Map<String, Long> indices = new LinkedHashMap<>();
  private final Map<FieldOf, Long> fields = new LinkedHashMap<>();
  private boolean asked;

  /**
   * Nothing was asked for.
   *
   * @param kept nanoseconds after which something that was not asked for again is forgotten
   */
  Demand(long kept) {
    this.kept = kept;
  }

  /** Takes what was asked for since the last time. */
  void take(Facts facts, long now) {
    if (!facts.isAsked()) {
      return;
    }
    asked = true;
    for (String index : facts.askedIndices(MOST_INDICES)) {
      note(indices, index, now, MOST_INDICES);
    }
    for (FieldOf field : facts.askedFields()) {
      note(fields, field, now, MOST_FIELDS);
    }
  }

  private static <K> void note(Map<K, Long> times, K key, long now, int most) {
    if (times.size() < most || times.containsKey(key)) {
      times.put(key, now);
    }
  }

  void expire(long now) {
    indices.values().removeIf(at -> now - at > kept);
    fields.values().removeIf(at -> now - at > kept);
  }

  /** Whether anything was asked for since this was last called. */
  boolean takeAsked() {
    boolean was = asked;
    asked = false;
    return was;
  }

  Set<String> indices() {
    return indices.keySet();
  }

  Set<FieldOf> fields() {
    return fields.keySet();
  }
}
