package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/**
 * More clauses than the limit.
 *
 * @param limit what still passes
 */
public record TooManyClauses(long limit) implements Rule {
  @Override
  public String id() {
    return "too-many-clauses";
  }

  @Override
  public String description() {
    return "Each clause is a query of its own in every segment; engines stop at some number of"
        + " them, and are slow long before.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"bool\":{\"should\":[{\"term\":{\"a\":1}},{\"term\":{\"a\":2}}]}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"terms\":{\"a\":[1,2]}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    long measured = asked.profile().clauseCount();
    return measured > limit
        ? found(measured + " clauses, of " + limit + " at most", measured, limit)
        : null;
  }
}
