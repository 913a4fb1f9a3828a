package dev.weir.search.rule;

import dev.weir.search.Language;
import dev.weir.search.profile.StatementProfile;
import org.jspecify.annotations.Nullable;

/**
 * Statements that want rows, and do not say how many, where the engine has no small number of its
 * own: ES|QL takes 1,000 and EQL 10.
 */
public record StatementWithoutLimit() implements Rule {
  @Override
  public String id() {
    return "statement-without-limit";
  }

  @Override
  public String description() {
    return "A statement that does not say how many rows it wants gets as many as the cluster lets"
        + " it, 10,000 by default, or keeps a cursor open behind each page until all are read.";
  }

  @Override
  public String trouble() {
    return "POST /_plugins/_sql\n{\"query\":\"SELECT * FROM bills WHERE user = 'u-1'\"}";
  }

  @Override
  public String cure() {
    return "POST /_plugins/_sql\n{\"query\":\"SELECT * FROM bills WHERE user = 'u-1' LIMIT 100\"}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    StatementProfile statement = asked.profile().statement();
    if (!statement.isPresent()
        || statement.sourceCount() == 0
        || statement.hasLimit()
        || statement.isGrouped()
        || statement.isSummed()
        || statement.isWrite()) {
      return null;
    }
    boolean paged = statement.language() == Language.SQL || asked.profile().fetchSize() > 0;
    return switch (statement.language()) {
      case SQL, OPENSEARCH_SQL, PPL ->
          found(
              paged
                  ? "a statement without a limit, which keeps a cursor open until all is read"
                  : "a statement without a limit, which gets as many rows as the cluster lets it",
              0,
              0);
      case NONE, ESQL, EQL -> null;
    };
  }
}
