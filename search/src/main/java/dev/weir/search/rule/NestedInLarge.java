package dev.weir.search.rule;

import dev.weir.search.profile.ClauseKind;
import org.jspecify.annotations.Nullable;

/**
 * Nested queries over documents larger than the limit.
 *
 * @param limit mean bytes of a document that still pass
 */
public record NestedInLarge(long limit) implements Rule {
  @Override
  public String id() {
    return "nested-in-large";
  }

  @Override
  public String description() {
    return "Each nested object is a document of its own beside its parent; large documents with"
        + " many of them make every nested query join them all.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"nested\":{\"path\":\"lines\",\"query\":{\"term\":{\"lines.item\":\"i-7\"}}}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"term\":{\"line_items\":\"i-7\"}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    if (asked.profile().clauseCount(ClauseKind.NESTED) == 0) {
      return null;
    }
    long measured = asked.facts().documentBytes();
    return measured > limit
        ? found(
            "nested over documents of about " + measured + " bytes, of " + limit + " at most",
            measured,
            limit)
        : null;
  }
}
