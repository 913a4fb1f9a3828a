package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/** By-queries and reindexes that are neither sliced nor throttled. */
public record BareByQuery() implements Rule {
  @Override
  public String id() {
    return "bare-by-query";
  }

  @Override
  public String description() {
    return "A by-query or a reindex reads and writes as fast as it can, through one task, for as"
        + " long as it takes; a throttle leaves the cluster air, slices let it be done in"
        + " parts.";
  }

  @Override
  public String trouble() {
    return "POST /bills/_delete_by_query\n"
        + "{\"query\":{\"range\":{\"day\":{\"lt\":\"2020-01-01\"}}}}";
  }

  @Override
  public String cure() {
    return "POST /bills/_delete_by_query?slices=auto&requests_per_second=1000\n"
        + "{\"query\":{\"range\":{\"day\":{\"lt\":\"2020-01-01\"}}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    boolean changes =
        switch (asked.operation()) {
          case BY_QUERY, REINDEX -> true;
          default -> false;
        };
    TargetOptions target = asked.target();
    return changes && !target.sliced() && !target.throttled() && !asked.profile().isSliced()
        ? found("neither slices nor requests_per_second", 0, 0)
        : null;
  }
}
