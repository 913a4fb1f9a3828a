package dev.weir.search.rule;

import dev.weir.search.Operation;
import org.jspecify.annotations.Nullable;

/**
 * More hits at once than the limit.
 *
 * @param limit what still passes
 */
public record LargePage(long limit) implements Rule {
  @Override
  public String id() {
    return "large-page";
  }

  @Override
  public String description() {
    return "Very many hits at once are held in memory by every shard, by the coordinating node and"
        + " by the client.";
  }

  @Override
  public String trouble() {
    return "{\"size\":10000}";
  }

  @Override
  public String cure() {
    return "{\"size\":500,\"sort\":[{\"id\":\"asc\"}],\"search_after\":[1007]}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    long measured = Math.max(asked.profile().size(), asked.profile().innerSize());
    return measured > limit && asked.operation() != Operation.CURSOR
        ? found(measured + " hits at once, of " + limit + " at most", measured, limit)
        : null;
  }
}
