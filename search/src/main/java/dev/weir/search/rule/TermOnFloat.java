package dev.weir.search.rule;

import dev.weir.search.profile.Clause;
import dev.weir.search.profile.ClauseKind;
import org.jspecify.annotations.Nullable;

/** A floating-point number that is looked for exactly. */
public record TermOnFloat() implements Rule {
  @Override
  public String id() {
    return "term-on-float";
  }

  @Override
  public String description() {
    return "Floating-point fields are made for ranges: an exact value is slow to find in them, and"
        + " what looks equal is often not.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"term\":{\"price\":19.99}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"term\":{\"price_cents\":1999}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    for (Clause clause : asked.profile().clauses()) {
      boolean exact = clause.kind() == ClauseKind.TERM || clause.kind() == ClauseKind.TERMS;
      String field = exact ? clause.field() : null;
      if (field != null) {
        String type = asked.facts().type(field);
        if (type != null) {
          switch (type) {
            case "double", "float", "half_float" -> {
              return found(clause.kind().text() + " on [" + field + "], a " + type, 0, 0);
            }
            default -> {}
          }
        }
      }
    }
    return null;
  }
}
