package dev.weir.search.shape;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One shape at one moment. Means and times are below 0 where nothing is known.
 *
 * @param count searches since it was first seen, those that were turned away included
 * @param failed those without an answer, or with that of an error
 * @param refused those that were turned away
 * @param timedOut those that the engine has given up, and answered in part
 * @param rate searches each second, of late
 * @param share its part of what all searches have cost of late, 0 to 1
 * @param cost units that one has cost of late
 * @param costTotal units that all have cost
 * @param took milliseconds of the engine that one has taken
 * @param tookMost milliseconds of the longest
 * @param p50 milliseconds within which half were answered, from the first byte to the last
 * @param p95 as p50
 * @param p99 as p50
 * @param hits that one has found
 * @param shards that one went to
 * @param bytes of an answer
 * @param operations how many of each
 * @param tenants how many of each; {@code …} for those beyond the first few
 * @param indices how many with each expression, as tenants
 * @param rules how many each rule has found something in
 * @param sample what it looks like; null if that is not kept
 * @param firstSeen milliseconds since 1970
 * @param lastSeen as firstSeen
 */
public record ShapeStatus(
    long fingerprint,
    long count,
    long failed,
    long refused,
    long timedOut,
    double rate,
    double share,
    double cost,
    double costTotal,
    double took,
    long tookMost,
    double p50,
    double p95,
    double p99,
    double hits,
    double shards,
    double bytes,
    Map<String, Long> operations,
    Map<String, Long> tenants,
    Map<String, Long> indices,
    Map<String, Long> rules,
    @Nullable String sample,
    long firstSeen,
    long lastSeen) {
  public ShapeStatus {
    operations = new TreeMap<>(operations);
    tenants = new TreeMap<>(tenants);
    indices = new TreeMap<>(indices);
    rules = new TreeMap<>(rules);
  }

  /** The fingerprint as people write it. */
  public String id() {
    return ShapeId.text(fingerprint);
  }
}
