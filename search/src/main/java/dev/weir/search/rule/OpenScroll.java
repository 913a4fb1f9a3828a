package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/**
 * Opens a scroll that is kept for longer than the limit.
 *
 * @param limit seconds that it may be kept between two requests
 */
public record OpenScroll(long limit) implements Rule {
  @Override
  public String id() {
    return "open-scroll";
  }

  @Override
  public String description() {
    return "A scroll keeps the segments of all its shards, and what it has found so far, until it"
        + " is closed or its time is over; a node takes only some hundreds of them.";
  }

  @Override
  public String trouble() {
    return "POST /bills/_search?scroll=1h\n{\"size\":1000}";
  }

  @Override
  public String cure() {
    return "{\"size\":1000,\"sort\":[{\"day\":\"desc\"},{\"id\":\"asc\"}],\"search_after\":[\"2026-11-21\",1007]}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    if (!asked.profile().hasScroll()) {
      return null;
    }
    long measured = asked.target().scrollSeconds();
    return measured < 0 || measured > limit
        ? found(
            "a scroll kept for "
                + (measured < 0 ? "an unknown time" : measured + " s")
                + ", of "
                + limit
                + " s at most",
            measured,
            limit)
        : null;
  }
}
