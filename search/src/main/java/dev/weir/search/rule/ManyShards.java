package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/**
 * Searches over more shards than the limit.
 *
 * @param limit shards that still pass
 */
public record ManyShards(long limit) implements Rule {
  @Override
  public String id() {
    return "many-shards";
  }

  @Override
  public String description() {
    return "A search asks each shard of its indices; over thousands of them the asking and the"
        + " merging cost more than the search.";
  }

  @Override
  public String trouble() {
    return "GET /logs-*/_search";
  }

  @Override
  public String cure() {
    return "GET /bills/_search";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    if (!asked.asksIndices()) {
      return null;
    }
    long measured = asked.facts().shards();
    return measured > limit
        ? found("a search over " + measured + " shards, of " + limit + " at most", measured, limit)
        : null;
  }
}
