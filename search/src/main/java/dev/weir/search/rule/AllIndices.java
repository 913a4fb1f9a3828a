package dev.weir.search.rule;

import dev.weir.search.Operation;
import org.jspecify.annotations.Nullable;

/** Searches over every index. */
public record AllIndices() implements Rule {
  @Override
  public String id() {
    return "all-indices";
  }

  @Override
  public String description() {
    return "A search over every index has a part on every shard of the cluster, and grows with each"
        + " index that is made.";
  }

  @Override
  public String trouble() {
    return "GET /_search";
  }

  @Override
  public String cure() {
    return "GET /bills-2026-11/_search";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    boolean changes = asked.operation() == Operation.BY_QUERY;
    boolean everything =
        asked.indices().isEverything() || asked.profile().statement().isOverEveryIndex();
    return everything && (changes || asked.asksIndices())
        ? found("a search over every index", 0, 0)
        : null;
  }
}
