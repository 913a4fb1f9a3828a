package dev.weir.search.rule;

import dev.weir.search.profile.Aggregation;
import org.jspecify.annotations.Nullable;

/** Sorts and aggregations by text. */
public record Fielddata() implements Rule {
  @Override
  public String id() {
    return "fielddata";
  }

  @Override
  public String description() {
    return "To sort or to aggregate by a text field all its words are held in memory, of all"
        + " documents: fielddata has filled many a heap.";
  }

  @Override
  public String trouble() {
    return "{\"sort\":[{\"title\":\"asc\"}]}";
  }

  @Override
  public String cure() {
    return "{\"sort\":[{\"title.keyword\":\"asc\"}]}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    if (asked.profile().sortCount() > 0) {
      for (String field : asked.profile().sortFields()) {
        if ("text".equals(asked.facts().type(field))) {
          return found("a sort by [" + field + "], a text", 0, 0);
        }
      }
    }
    for (Aggregation aggregation : asked.profile().aggregations()) {
      String field = aggregation.field();
      if (field != null && readsValues(aggregation) && "text".equals(asked.facts().type(field))) {
        return found(aggregation.kind().text() + " by [" + field + "], a text", 0, 0);
      }
    }
    return null;
  }

  /** Some are made for text, or name what is no field of values. */
  private static boolean readsValues(Aggregation aggregation) {
    return switch (aggregation.kind()) {
      case SIGNIFICANT_TEXT, CATEGORIZE_TEXT, NESTED, REVERSE_NESTED, TOP_HITS, OTHER -> false;
      default -> true;
    };
  }
}
