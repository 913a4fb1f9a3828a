package dev.weir.search.profile;

import org.jspecify.annotations.Nullable;

/** An object or array that is open, and what it stands within. */
final class Frame {
  Role role = Role.OPAQUE;
  boolean array;
  Place place = Place.QUERY;
  @Nullable Clause clause;
  @Nullable Aggregation aggregation;

  /** How many clauses, and how many nested ones, are around. */
  int clauseDepth;

  int nested;

  /** Whether it is in hits, of an aggregation or a nested clause, and not in the search's own. */
  boolean inner;

  /** Whether its names or elements are the buckets of the aggregation. */
  boolean listsBuckets;

  /** Whether it holds the parameters of a template. */
  boolean parameters;

  /** Names or elements so far. */
  int count;

  // The name that stands in front of the value to come.
  @Nullable Keyword keyword;
  @Nullable ClauseKind clauseKind;
  @Nullable AggregationKind aggregationKind;
  long nameHash;

  // Of the shape.
  long sum;
  int kept;
  long last;

  void within(Frame parent, Role roleOfIt, boolean isArray) {
    place = parent.place;
    clause = parent.clause;
    aggregation = parent.aggregation;
    clauseDepth = parent.clauseDepth;
    nested = parent.nested;
    inner = parent.inner;
    begin(roleOfIt, isArray);
  }

  void outermost(Role roleOfIt) {
    place = Place.QUERY;
    clause = null;
    aggregation = null;
    clauseDepth = 0;
    nested = 0;
    inner = false;
    begin(roleOfIt, false);
  }

  private void begin(Role roleOfIt, boolean isArray) {
    role = roleOfIt;
    array = isArray;
    listsBuckets = false;
    parameters = false;
    count = 0;
    keyword = null;
    clauseKind = null;
    aggregationKind = null;
    nameHash = 0;
    sum = 0;
    kept = 0;
    last = 0;
  }
}
