package dev.weir.search.rewrite;

import dev.weir.search.profile.Aggregation;
import dev.weir.search.profile.AggregationKind;
import dev.weir.search.rule.Asked;
import org.jspecify.annotations.Nullable;

/**
 * {@code cardinality} aggregations that are exact up to a lower number of values. Each bucket holds
 * a sketch of about eight bytes for each value up to that threshold.
 *
 * @param threshold the highest that is let through, at most 40 000
 */
public record CoarseCardinality(int threshold) implements Rewrite {
  /** What engines take if a search says nothing. */
  private static final int DEFAULT = 3_000;

  @Override
  public String id() {
    return "coarse-cardinality";
  }

  @Override
  public String description() {
    return "Different values are counted exactly up to "
        + threshold
        + " only, which takes less memory in every bucket.";
  }

  @Override
  public RewriteClass kind() {
    return RewriteClass.APPROXIMATE;
  }

  @Override
  public @Nullable String rule() {
    return null;
  }

  @Override
  public String before() {
    return "/bills/_search {\"size\":0,\"aggs\":"
        + "{\"a\":{\"cardinality\":{\"field\":\"user\",\"precision_threshold\":40000}}}}";
  }

  @Override
  public String after() {
    return "/bills/_search {\"size\":0,\"aggs\":"
        + "{\"a\":{\"cardinality\":{\"field\":\"user\",\"precision_threshold\":1000}}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    for (Aggregation each : asked.profile().aggregations()) {
      if (each.kind() == AggregationKind.CARDINALITY) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void aggregation(Draft draft, int kind, int options) {
    if (!draft.is(kind, "cardinality")) {
      return;
    }
    int said = draft.member(options, "precision_threshold");
    if (said == Draft.NONE) {
      if (threshold < DEFAULT) {
        draft.insert(options, "precision_threshold", Integer.toString(threshold));
      }
    } else if (draft.isNumber(said) && Double.parseDouble(draft.text(said)) > threshold) {
      draft.replace(said, Integer.toString(threshold));
    }
  }
}
