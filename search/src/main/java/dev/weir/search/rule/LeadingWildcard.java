package dev.weir.search.rule;

import dev.weir.search.profile.Clause;
import org.jspecify.annotations.Nullable;

/** Patterns whose first letters are not known. */
public record LeadingWildcard() implements Rule {
  @Override
  public String id() {
    return "leading-wildcard";
  }

  @Override
  public String description() {
    return "A pattern that begins with a wildcard is compared with every term of the field in every"
        + " segment.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"wildcard\":{\"name\":\"*son\"}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"prefix\":{\"name.reversed\":\"nos\"}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    for (Clause clause : asked.profile().clauses()) {
      if (clause.hasLeadingWildcard()) {
        return found(
            clause.kind().text() + " on [" + clause.field() + "] begins with a wildcard", 0, 0);
      }
    }
    return null;
  }
}
