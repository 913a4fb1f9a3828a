package dev.weir.search.rule;

import dev.weir.search.profile.Aggregation;
import dev.weir.search.profile.AggregationKind;
import org.jspecify.annotations.Nullable;

/**
 * Buckets by a field that has very many values.
 *
 * @param limit what still passes
 */
public record ManyValuedAggregation(long limit) implements Rule {
  @Override
  public String id() {
    return "many-valued-aggregation";
  }

  @Override
  public String description() {
    return "A terms aggregation over a field with very many values builds ordinals for all of them,"
        + " and its top is wrong on top of that.";
  }

  @Override
  public String trouble() {
    return "{\"aggs\":{\"a\":{\"terms\":{\"field\":\"session_id\"}}}}";
  }

  @Override
  public String cure() {
    return "{\"aggs\":{\"a\":{\"cardinality\":{\"field\":\"session_id\"}}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    for (Aggregation aggregation : asked.profile().aggregations()) {
      String field = aggregation.field();
      if (field != null && aggregation.kind().isByValue() && !isPaged(asked, aggregation)) {
        long measured = asked.facts().cardinality(field);
        if (measured > limit) {
          return found(
              "buckets by [" + field + "] with " + measured + " values, of " + limit + " at most",
              measured,
              limit);
        }
      }
    }
    return null;
  }

  /** A source of a composite is gone through page by page. */
  private static boolean isPaged(Asked asked, Aggregation aggregation) {
    return aggregation.parent() >= 0
        && asked.profile().aggregation(aggregation.parent()).kind() == AggregationKind.COMPOSITE;
  }
}
