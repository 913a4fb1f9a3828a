package dev.weir.search.rule;

import dev.weir.search.profile.Clause;
import org.jspecify.annotations.Nullable;

/**
 * More fuzzy clauses than the limit.
 *
 * @param limit fuzzy clauses that still pass
 */
public record Fuzzy(long limit) implements Rule {
  @Override
  public String id() {
    return "fuzzy";
  }

  @Override
  public String description() {
    return "For a fuzzy word the engine walks an automaton over all terms of the field, in every"
        + " segment, and looks for many of them.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"bool\":{\"should\":[{\"fuzzy\":{\"title\":\"wier\"}},{\"match\":{\"text\":{\"query\":\"wier\",\"fuzziness\":\"AUTO\"}}}]}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"match\":{\"title\":{\"query\":\"wier\"}}},\"suggest\":{\"s\":{\"text\":\"wier\",\"term\":{\"field\":\"title\"}}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    long measured = 0;
    String field = null;
    for (Clause clause : asked.profile().clauses()) {
      if (clause.isFuzzy()) {
        measured++;
        field = clause.field();
      }
    }
    return measured > limit
        ? found(
            measured + " fuzzy clauses, of " + limit + " at most; the last on [" + field + "]",
            measured,
            limit)
        : null;
  }
}
