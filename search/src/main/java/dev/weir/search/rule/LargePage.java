package dev.weir.search.rule;

import dev.weir.search.Language;
import dev.weir.search.Operation;
import dev.weir.search.profile.StatementProfile;
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
    StatementProfile statement = asked.profile().statement();
    if (statement.isPresent() && asked.profile().size() < 0) {
      return check(statement, asked.profile().fetchSize());
    }
    long measured = Math.max(asked.profile().size(), asked.profile().innerSize());
    return measured > limit && asked.operation() != Operation.CURSOR
        ? found(measured + " hits at once, of " + limit + " at most", measured, limit)
        : null;
  }

  /** Elasticsearch's SQL fetches page by page, 1,000 rows each if it is not told another number. */
  private @Nullable Finding check(StatementProfile statement, long fetchSize) {
    long rows = statement.language() == Language.SQL ? -1 : statement.limit();
    long measured = fetchSize > 0 ? fetchSize : rows;
    return measured > limit
        ? new Finding(
            id(),
            measured + " rows at once, of " + limit + " at most",
            measured,
            limit,
            fetchSize > 0 ? "\"fetch_size\":1000" : "WHERE id > 1007 ORDER BY id LIMIT 500")
        : null;
  }
}
