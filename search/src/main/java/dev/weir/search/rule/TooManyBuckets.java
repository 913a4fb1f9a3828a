package dev.weir.search.rule;

import dev.weir.search.profile.Aggregation;
import dev.weir.search.profile.AggregationKind;
import org.jspecify.annotations.Nullable;

/**
 * Aggregations within each other that may make more buckets than the limit.
 *
 * @param limit what still passes
 */
public record TooManyBuckets(long limit) implements Rule {
  private static final long DEFAULT_SIZE = 10;
  private static final long MOST = 1L << 31;

  @Override
  public String id() {
    return "too-many-buckets";
  }

  @Override
  public String description() {
    return "Aggregations within each other make the product of their sizes in buckets, each of"
        + " which is kept by every shard and by the coordinating node.";
  }

  @Override
  public String trouble() {
    return "{\"aggs\":{\"a\":{\"terms\":{\"field\":\"user\",\"size\":1000},\"aggs\":{\"b\":{\"terms\":{\"field\":\"city\",\"size\":1000}}}}}}";
  }

  @Override
  public String cure() {
    return "{\"aggs\":{\"a\":{\"composite\":{\"size\":1000,\"sources\":[{\"user\":{\"terms\":{\"field\":\"user\"}}},{\"city\":{\"terms\":{\"field\":\"city\"}}}]}}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    long measured = 0;
    for (Aggregation aggregation : asked.profile().aggregations()) {
      measured = Math.max(measured, buckets(asked, aggregation));
    }
    return measured > limit
        ? found("up to " + measured + " buckets, of " + limit + " at most", measured, limit)
        : null;
  }

  /** Of it within those around it; capped, so that it does not overflow. */
  private static long buckets(Asked asked, Aggregation innermost) {
    long product = 1;
    Aggregation each = innermost;
    while (true) {
      Aggregation parent = each.parent() < 0 ? null : asked.profile().aggregation(each.parent());
      long own = Math.max(each.buckets(), each.kind().isByValue() ? size(each, parent) : 1);
      product = Math.min(product * Math.min(own, MOST), MOST);
      if (parent == null) {
        return product;
      }
      each = parent;
    }
  }

  private static long size(Aggregation aggregation, @Nullable Aggregation parent) {
    if (aggregation.size() > 0) {
      return aggregation.size();
    }
    // A source of a composite has no size of its own.
    return parent != null && parent.kind() == AggregationKind.COMPOSITE ? 1 : DEFAULT_SIZE;
  }
}
