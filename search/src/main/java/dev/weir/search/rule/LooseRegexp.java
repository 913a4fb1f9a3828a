package dev.weir.search.rule;

import dev.weir.search.profile.Clause;
import dev.weir.search.profile.ClauseKind;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions with fewer letters in front than the limit.
 *
 * @param limit letters that it must begin with
 */
public record LooseRegexp(long limit) implements Rule {
  @Override
  public String id() {
    return "loose-regexp";
  }

  @Override
  public String description() {
    return "A regular expression is compared with every term that begins as it does: the fewer"
        + " letters stand in front of its first operator, the more terms.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"regexp\":{\"name\":\"[jp]ohn.*\"}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"regexp\":{\"name\":\"john.*\"}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    for (Clause clause : asked.profile().clauses()) {
      if (clause.kind() == ClauseKind.REGEXP
          && clause.literalPrefix() >= 0
          && clause.literalPrefix() < limit) {
        return found(
            "regexp on ["
                + clause.field()
                + "] with "
                + clause.literalPrefix()
                + " letters in front, of "
                + limit
                + " at least",
            clause.literalPrefix(),
            limit);
      }
    }
    return null;
  }
}
