package dev.weir.search.rule;

import dev.weir.search.profile.Clause;
import dev.weir.search.profile.QueryText.Feature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Query strings that do more than look for words. */
public record HeavyQueryString() implements Rule {
  private static final List<Feature> HEAVY =
      List.of(Feature.LEADING_WILDCARD, Feature.REGEXP, Feature.FUZZY, Feature.ANY_FIELD);

  @Override
  public String id() {
    return "heavy-query-string";
  }

  @Override
  public String description() {
    return "Whoever writes a query string writes any query: leading wildcards, regular expressions,"
        + " fuzzy words and a look into every field hide in one text.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"query_string\":{\"query\":\"name:/joh?n(athan)?/ OR *:paid\"}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"simple_query_string\":{\"query\":\"john"
        + " paid\",\"fields\":[\"name\",\"status\"],\"flags\":\"AND|OR|PHRASE\"}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    for (Clause clause : asked.profile().clauses()) {
      for (Feature feature : HEAVY) {
        if (clause.text().has(feature)) {
          return found(
              "a query string with "
                  + switch (feature) {
                    case LEADING_WILDCARD -> "a leading wildcard";
                    case REGEXP -> "a regular expression";
                    case FUZZY -> "a fuzzy word";
                    case ANY_FIELD -> "a wildcard for its field";
                    case WILDCARD, RANGE, PHRASE -> "a pattern";
                  },
              0,
              0);
        }
      }
    }
    return null;
  }
}
