package dev.weir.gateway.admission;

import dev.weir.flow.limit.KeyedLimits;
import dev.weir.gateway.status.LimitUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The keys that have used most of their limits. */
final class MostUsed {
  private static final int SHOWN = 10;

  private MostUsed() {}

  static List<LimitUse> of(KeyedLimits<Object> limits, long now) {
    List<LimitUse> all = new ArrayList<>();
    limits.forEach(
        (key, limit) -> all.add(new LimitUse(key.toString(), limit.used(now), limit.bound())));
    return all.stream()
        .sorted(Comparator.comparingLong(LimitUse::used).reversed())
        .limit(SHOWN)
        .toList();
  }
}
