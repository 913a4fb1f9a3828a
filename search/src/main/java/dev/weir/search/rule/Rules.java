package dev.weir.search.rule;

import java.util.List;

/** The rules that come with Weir. */
public final class Rules {
  private Rules() {}

  /**
   * Those that neither dashboards nor the benchmarks of the engines trip at these limits: what they
   * find is trouble for any cluster.
   */
  public static List<Rule> usual() {
    return List.of(
        new BlindSpot(),
        new TooManyValues(1_000),
        new TooManyClauses(500),
        new DeepPage(10_000),
        new LargePage(10_000),
        new TooManyBuckets(65_535),
        new ManyValuedAggregation(1_000_000),
        new TermOnFloat());
  }

  /** Those as well that find what some clusters live with. */
  public static List<Rule> all() {
    return List.of(
        new BlindSpot(),
        new TooManyValues(1_000),
        new TooManyClauses(500),
        new DeepPage(10_000),
        new LargePage(10_000),
        new TooManyBuckets(65_535),
        new ManyValuedAggregation(1_000_000),
        new TermOnFloat(),
        new LeadingWildcard(),
        new ScriptInSearch(),
        new ExactTotal(),
        new AllIndices(),
        new UnstableRange());
  }
}
