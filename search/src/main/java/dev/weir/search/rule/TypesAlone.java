package dev.weir.search.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows the types of some fields at most, and is shared, so that it does not count what it is asked
 * for.
 */
record TypesAlone(Map<String, String> types) implements IndexFacts {
  TypesAlone {
    types = Map.copyOf(types);
  }

  @Override
  public @Nullable String type(String field) {
    return types.get(field);
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
