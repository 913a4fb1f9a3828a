package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/** Knows nothing, and is shared, so that it does not count what it is asked for. */
record NoFacts() implements IndexFacts {
  @Override
  public @Nullable String type(String field) {
    return null;
  }

  @Override
  public long cardinality(String field) {
    return -1;
  }

  @Override
  public long documents() {
    return -1;
  }

  @Override
  public long documentBytes() {
    return -1;
  }

  @Override
  public long shards() {
    return -1;
  }

  @Override
  public int lacked() {
    return 0;
  }
}
