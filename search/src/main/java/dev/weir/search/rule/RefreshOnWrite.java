package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/** Writes that refresh their shards at once. */
public record RefreshOnWrite() implements Rule {
  @Override
  public String id() {
    return "refresh-on-write";
  }

  @Override
  public String description() {
    return "A refresh with every write makes a small segment each time; merging them takes more"
        + " from the cluster than writing.";
  }

  @Override
  public String trouble() {
    return "PUT /bills/_doc/1?refresh=true\n{\"day\":\"2026-11-21\"}";
  }

  @Override
  public String cure() {
    return "PUT /bills/_doc/1?refresh=wait_for\n{\"day\":\"2026-11-21\"}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    boolean writes =
        switch (asked.operation()) {
          case BULK, PUT_DOCUMENT, CREATE_DOCUMENT, UPDATE_DOCUMENT, DELETE_DOCUMENT -> true;
          default -> false;
        };
    return writes && asked.target().refresh() ? found("a refresh with the write", 0, 0) : null;
  }
}
