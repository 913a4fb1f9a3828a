package dev.weir.search.rule;

import dev.weir.search.profile.ClauseKind;
import org.jspecify.annotations.Nullable;

/** Bodies that could not be read to their end. */
public record BlindSpot() implements Rule {
  @Override
  public String id() {
    return "unread";
  }

  @Override
  public String description() {
    return "What cannot be read cannot be judged: a body that is cut off, too deep, no JSON, or"
        + " holds a query as text.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"wrapper\":{\"query\":\"eyJ0ZXJtIjp7fX0=\"}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"term\":{}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    if (!asked.profile().isWhole()) {
      return found("the body was not read to its end: " + asked.profile().oddities(), 0, 0);
    }
    if (asked.profile().hasTemplateText() && !asked.profile().isTemplateRead()) {
      return found("a template as text, whose parameters could not all be put in", 0, 0);
    }
    int wrapped = asked.profile().clauseCount(ClauseKind.WRAPPER);
    return wrapped > 0 ? found(wrapped + " queries as text", wrapped, 0) : null;
  }
}
