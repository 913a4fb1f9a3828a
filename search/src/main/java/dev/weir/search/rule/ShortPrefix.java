package dev.weir.search.rule;

import dev.weir.search.profile.Clause;
import dev.weir.search.profile.ClauseKind;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes shorter than the limit.
 *
 * @param limit letters that it must begin with
 */
public record ShortPrefix(long limit) implements Rule {
  @Override
  public String id() {
    return "short-prefix";
  }

  @Override
  public String description() {
    return "A prefix, or what stands in front of a wildcard, stands for every term that begins so:"
        + " one or two letters stand for a good part of the field.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"prefix\":{\"name\":\"j\"}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"prefix\":{\"name\":\"joh\"}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    for (Clause clause : asked.profile().clauses()) {
      boolean prefix = clause.kind() == ClauseKind.PREFIX || clause.kind() == ClauseKind.WILDCARD;
      if (prefix && clause.literalPrefix() >= 0 && clause.literalPrefix() < limit) {
        return found(
            clause.kind().text()
                + " on ["
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
