package dev.weir.search.rule;

import dev.weir.search.profile.StatementProfile;
import org.jspecify.annotations.Nullable;

/**
 * Pages further back than the limit.
 *
 * @param limit what still passes
 */
public record DeepPage(long limit) implements Rule {
  private static final long DEFAULT_SIZE = 10;

  @Override
  public String id() {
    return "deep-page";
  }

  @Override
  public String description() {
    return "For a page far back every shard sorts and keeps all hits in front of it, and the"
        + " coordinating node those of all shards.";
  }

  @Override
  public String trouble() {
    return "{\"from\":9990,\"size\":10}";
  }

  @Override
  public String cure() {
    return "{\"size\":10,\"sort\":[{\"day\":\"desc\"},{\"id\":\"asc\"}],\"search_after\":[\"2026-11-21\",1007]}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    StatementProfile statement = asked.profile().statement();
    if (statement.isPresent()) {
      return check(statement);
    }
    long size = asked.profile().size() < 0 ? DEFAULT_SIZE : asked.profile().size();
    long measured = Math.max(0, asked.profile().from()) + size;
    return asked.profile().from() > 0 && measured > limit
        ? found("hits up to " + measured + ", of " + limit + " at most", measured, limit)
        : null;
  }

  /** Of groups, all have to be made in any case. */
  private @Nullable Finding check(StatementProfile statement) {
    long measured = statement.offset() + Math.max(0, statement.limit());
    return statement.offset() > 0 && measured > limit && !statement.isGrouped()
        ? new Finding(
            id(),
            "rows up to " + measured + ", of " + limit + " at most",
            measured,
            limit,
            "WHERE id > 1007 ORDER BY id LIMIT 10")
        : null;
  }
}
