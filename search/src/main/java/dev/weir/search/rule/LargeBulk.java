package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/**
 * Bulks of more bytes than the limit.
 *
 * @param limit bytes that still pass
 */
public record LargeBulk(long limit) implements Rule {
  @Override
  public String id() {
    return "large-bulk";
  }

  @Override
  public String description() {
    return "A bulk is held in memory whole by the node that takes it and once more by each shard;"
        + " very large ones are no faster and crowd out the rest.";
  }

  @Override
  public String trouble() {
    return "POST /_bulk\n"
        + "{\"index\":{\"_index\":\"bills\",\"_id\":\"1\"}}\n"
        + "{\"day\":\"2026-11-21\",\"note\":\"and tens of megabytes more\"}\n";
  }

  @Override
  public String cure() {
    return "POST /_bulk\n"
        + "{\"index\":{\"_index\":\"bills\",\"_id\":\"1\"}}\n"
        + "{\"day\":\"2026-11-21\"}\n";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    long measured = asked.bulk().bytes();
    return measured > limit
        ? found("a bulk of " + measured + " bytes, of " + limit + " at most", measured, limit)
        : null;
  }
}
