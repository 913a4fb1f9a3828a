package dev.weir.search.shape;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts under the first few names that come, and one under all others. One thread counts, any
 * reads.
 */
final class NamedCounts {
  /** The name of what finds no place. */
  static final String OTHERS = "…";

  private final AtomicReferenceArray<@Nullable String> names;
  private final AtomicLongArray counts;

  NamedCounts(int most) {
    this.names = new AtomicReferenceArray<>(most);
    this.counts = new AtomicLongArray(most + 1);
  }

  void count(String name) {
    int place = place(name);
    counts.setOpaque(place, counts.getPlain(place) + 1);
  }

  private int place(String name) {
    for (int i = 0; i < names.length(); i++) {
      String known = names.getPlain(i);
      if (known == null) {
        names.setRelease(i, name);
        return i;
      }
      if (known.equals(name)) {
        return i;
      }
    }
    return names.length();
  }

  void addTo(Map<String, Long> sums) {
    for (int i = 0; i < names.length(); i++) {
      String name = names.getAcquire(i);
      if (name == null) {
        break;
      }
      sums.merge(name, counts.getOpaque(i), Long::sum);
    }
    long others = counts.getOpaque(names.length());
    if (others > 0) {
      sums.merge(OTHERS, others, Long::sum);
    }
  }
}
