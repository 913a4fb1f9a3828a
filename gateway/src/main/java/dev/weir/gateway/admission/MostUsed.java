package dev.weir.gateway.admission;

import dev.weir.gateway.budget.Budget;
import dev.weir.gateway.status.LimitUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The keys that have used most of their limits. There may be a million keys, and a scrape asks
 * every time: only those that are shown are kept.
 */
final class MostUsed {
  private static final int SHOWN = 10;

  private record Use(Object key, long used, long bound) {}

  private MostUsed() {}

  static List<LimitUse> of(Budget budget, long now) {
    PriorityQueue<Use> most = new PriorityQueue<>(Comparator.comparingLong(Use::used));
    budget.forEach(
        now,
        (key, used, bound) -> {
          Use least = most.size() < SHOWN ? null : most.peek();
          if (least == null || used > least.used()) {
            if (least != null) {
              most.remove();
            }
            most.add(new Use(key, used, bound));
          }
        });
    List<LimitUse> shown = new ArrayList<>();
    while (!most.isEmpty()) {
      Use next = most.remove();
      shown.addFirst(new LimitUse(Keys.text(next.key()), next.used(), next.bound()));
    }
    return shown;
  }
}
