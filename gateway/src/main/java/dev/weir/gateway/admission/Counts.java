package dev.weir.gateway.admission;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests of each tenant something has let pass, and how many it has not. Bounded by the
 * tenants, whose names come from the configuration only. Safe from any thread.
 */
final class Counts {
  private final LongAdder admitted = new LongAdder();
  private final ConcurrentHashMap<String, LongAdder> refused = new ConcurrentHashMap<>();

  void admitted() {
    admitted.increment();
  }

  void refused(String tenant) {
    LongAdder count = refused.get(tenant);
    if (count == null) {
      count = refused.computeIfAbsent(tenant, name -> new LongAdder());
    }
    count.increment();
  }

  long allAdmitted() {
    return admitted.sum();
  }

  /** By tenant, in the order of their names. */
  Map<String, Long> allRefused() {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((tenant, count) -> counts.put(tenant, count.sum()));
    return counts;
  }
}
