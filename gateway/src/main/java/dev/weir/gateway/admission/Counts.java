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
  private final ConcurrentHashMap<String, LongAdder> diverted = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, LongAdder> hindered = new ConcurrentHashMap<>();

  void admitted() {
    admitted.increment();
  }

  void refused(String tenant) {
    increment(refused, tenant);
  }

  /** Not refused after all: sent to another lane, or answered from memory. */
  void diverted(String tenant) {
    increment(diverted, tenant);
  }

  /** Refused, or made to wait, by something else on account of this. */
  void hindered(String tenant) {
    increment(hindered, tenant);
  }

  private static void increment(ConcurrentHashMap<String, LongAdder> counts, String tenant) {
    LongAdder count = counts.get(tenant);
    if (count == null) {
      count = counts.computeIfAbsent(tenant, name -> new LongAdder());
    }
    count.increment();
  }

  long allAdmitted() {
    return admitted.sum();
  }

  /** By tenant, in the order of their names. */
  Map<String, Long> allRefused() {
    return byName(refused);
  }

  /** As {@link #allRefused}. */
  Map<String, Long> allDiverted() {
    return byName(diverted);
  }

  /** As {@link #allRefused}. */
  Map<String, Long> allHindered() {
    return byName(hindered);
  }

  private static Map<String, Long> byName(ConcurrentHashMap<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((tenant, count) -> sums.put(tenant, count.sum()));
    return sums;
  }
}
