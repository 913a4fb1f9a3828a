package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/**
 * Bulks of more items than the limit.
 *
 * @param limit items that still pass
 */
public record LongBulk(long limit) implements Rule {
  @Override
  public String id() {
    return "long-bulk";
  }

  @Override
  public String description() {
    return "Every item of a bulk waits in the queue of its shard, and one that fails late has the"
        + " client send them all again.";
  }

  @Override
  public String trouble() {
    return "POST /_bulk\n"
        + "{\"delete\":{\"_index\":\"bills\",\"_id\":\"1\"}}\n"
        + "{\"delete\":{\"_index\":\"bills\",\"_id\":\"2\"}}\n"
        + "{\"delete\":{\"_index\":\"bills\",\"_id\":\"3\"}}\n"
        + "{\"delete\":{\"_index\":\"bills\",\"_id\":\"4\"}}\n";
  }

  @Override
  public String cure() {
    return "POST /_bulk\n"
        + "{\"delete\":{\"_index\":\"bills\",\"_id\":\"1\"}}\n"
        + "{\"delete\":{\"_index\":\"bills\",\"_id\":\"2\"}}\n";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    long measured = asked.bulk().items();
    return measured > limit
        ? found("a bulk of " + measured + " items, of " + limit + " at most", measured, limit)
        : null;
  }
}
