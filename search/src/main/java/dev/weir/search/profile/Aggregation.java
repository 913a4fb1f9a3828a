package dev.weir.search.profile;

import org.jspecify.annotations.Nullable;

/** One aggregation. Belongs to its {@link SearchProfile} and is valid as long as that is. */
public final class Aggregation {
  private final FieldNames names;
  AggregationKind kind = AggregationKind.OTHER;
  int index;
  int parent;
  int depth;
  long field = FieldNames.NONE;
  long interval = FieldNames.NONE;
  long size;
  long shardSize;
  int buckets;
  boolean script;

  Aggregation(FieldNames names) {
    this.names = names;
  }

  void begin(int indexOfIt, int parentOfIt, int depthOfIt) {
    kind = AggregationKind.OTHER;
    index = indexOfIt;
    parent = parentOfIt;
    depth = depthOfIt;
    field = FieldNames.NONE;
    interval = FieldNames.NONE;
    size = -1;
    shardSize = -1;
    buckets = 0;
    script = false;
  }

  public AggregationKind kind() {
    return kind;
  }

  /** Its place in {@link SearchProfile#aggregation}. */
  public int index() {
    return index;
  }

  /** The place of the aggregation it stands within; -1 if it stands within none. */
  public int parent() {
    return parent;
  }

  /** 1 if it stands within no other. */
  public int depth() {
    return depth;
  }

  public @Nullable String field() {
    return names.text(field);
  }

  /** Its interval as it was written, with the unit if it has one. */
  public @Nullable String interval() {
    return names.text(interval);
  }

  /** How many buckets or hits it asks for; -1 if it does not say. */
  public long size() {
    return size;
  }

  /** How many buckets it asks each shard for; -1 if it does not say. */
  public long shardSize() {
    return shardSize;
  }

  /** How many ranges or filters it lists. */
  public int buckets() {
    return buckets;
  }

  public boolean hasScript() {
    return script;
  }
}
