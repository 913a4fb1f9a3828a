package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/**
 * More values in one clause than the limit.
 *
 * @param limit what still passes
 */
public record TooManyValues(long limit) implements Rule {
  @Override
  public String id() {
    return "too-many-values";
  }

  @Override
  public String description() {
    return "A terms clause with very many values is looked up value by value in every segment of"
        + " every shard, and is too large for any cache.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"terms\":{\"user\":[\"u-1\",\"u-2\",\"and thousands more\"]}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"terms\":{\"user\":{\"index\":\"groups\",\"id\":\"7\",\"path\":\"members\"}}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    long measured = asked.profile().mostValues();
    return measured > limit
        ? found("a clause with " + measured + " values, of " + limit + " at most", measured, limit)
        : null;
  }
}
