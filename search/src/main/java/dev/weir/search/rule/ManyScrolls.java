package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/**
 * Opens a scroll when its tenant has as many open as the limit.
 *
 * @param limit how many may be open at once
 */
public record ManyScrolls(long limit) implements Rule {
  @Override
  public String id() {
    return "many-scrolls";
  }

  @Override
  public String description() {
    return "Scrolls that are not closed add up: each keeps memory and files on every shard for as"
        + " long as it is kept, and a node with 500 of them refuses everybody's next one.";
  }

  @Override
  public String trouble() {
    return "POST /bills/_search?scroll=1m\n{\"size\":1000}";
  }

  @Override
  public String cure() {
    return "POST /_search\n"
        + "{\"size\":1000,\"pit\":{\"id\":\"46ToAwMDaWR5BXV1aWQy\",\"keep_alive\":\"1m\"},"
        + "\"sort\":[{\"day\":\"desc\"},{\"id\":\"asc\"}],\"search_after\":[\"2026-11-21\",1007]}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    return asked.profile().hasScroll() && asked.scrolls() > limit
        ? found(
            asked.scrolls() + " scrolls open at once, of " + limit + " at most",
            asked.scrolls(),
            limit)
        : null;
  }
}
