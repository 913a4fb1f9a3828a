package dev.weir.search.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search that is over, on its way into a {@link ShapeTable}. Used by one thread, and again for
 * the next search after {@link #begin}.
 */
public final class Sighting {
  long fingerprint;
  String operation = "";
  String tenant = "";
  @Nullable String indices;
  List<String> rules = List.of();
  @Nullable String sample;
  Ending ending = Ending.ANSWERED;
  long nanos;
  long took;
  long hits;
  int shards;
  boolean timedOut;
  long bytes;
  double cost;

  /** Begins with another search. */
  public void begin(long fingerprintOfIt, String operationOfIt, String tenantOfIt) {
    fingerprint = fingerprintOfIt;
    operation = operationOfIt;
    tenant = tenantOfIt;
    indices = null;
    rules = List.of();
    sample = null;
    ending = Ending.ANSWERED;
    nanos = 0;
    took = -1;
    hits = -1;
    shards = -1;
    timedOut = false;
    bytes = 0;
    cost = 0;
  }

  public long fingerprint() {
    return fingerprint;
  }

  /**
   * What it goes over, as it was asked; null if it names nothing.
   *
   * @param asked names and patterns with commas between
   */
  public void indices(@Nullable String asked) {
    indices = asked;
  }

  public @Nullable String indices() {
    return indices;
  }

  /** The ids of the rules that have found something. */
  public void rules(List<String> found) {
    rules = found;
  }

  public List<String> rules() {
    return rules;
  }

  /** What it looks like; null if that is not wanted. */
  public void sample(@Nullable String text) {
    sample = text;
  }

  /**
   * How it ended.
   *
   * @param nanosOfIt from its first byte to the last of its answer
   * @param bytesOfIt of the answer
   */
  public void ended(Ending how, long nanosOfIt, long bytesOfIt) {
    ending = how;
    nanos = nanosOfIt;
    bytes = bytesOfIt;
  }

  /**
   * What its answer says; -1 for what it does not.
   *
   * @param tookMillis of the engine
   * @param hitsOfIt in all
   * @param shardsOfIt that it went to
   */
  public void answer(long tookMillis, long hitsOfIt, int shardsOfIt, boolean ranOut) {
    took = tookMillis;
    hits = hitsOfIt;
    shards = shardsOfIt;
    timedOut = ranOut;
  }

  public long took() {
    return took;
  }

  /** What it has cost, in units of {@code dev.weir.search.cost}. */
  public void cost(double units) {
    cost = units;
  }

  public double cost() {
    return cost;
  }

  public Ending ending() {
    return ending;
  }
}
