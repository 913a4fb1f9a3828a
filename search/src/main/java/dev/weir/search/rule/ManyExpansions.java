package dev.weir.search.rule;

import dev.weir.search.profile.Clause;
import org.jspecify.annotations.Nullable;

/**
 * Clauses that may be expanded to more terms than the limit.
 *
 * @param limit terms that still pass
 */
public record ManyExpansions(long limit) implements Rule {
  @Override
  public String id() {
    return "many-expansions";
  }

  @Override
  public String description() {
    return "A fuzzy clause or the last word of a phrase is expanded to all terms that are like it,"
        + " up to a number that the request may raise.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"match_phrase_prefix\":{\"title\":{\"query\":\"new"
        + " yo\",\"max_expansions\":5000}}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"match_phrase_prefix\":{\"title\":{\"query\":\"new"
        + " yo\",\"max_expansions\":50}}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    for (Clause clause : asked.profile().clauses()) {
      if (clause.maxExpansions() > limit) {
        return found(
            clause.kind().text()
                + " on ["
                + clause.field()
                + "] expanded to "
                + clause.maxExpansions()
                + " terms, of "
                + limit
                + " at most",
            clause.maxExpansions(),
            limit);
      }
    }
    return null;
  }
}
