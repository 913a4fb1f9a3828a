package dev.weir.search.rewrite;

import java.util.List;

/**
 * The rewrites that come with Weir. There is none that keeps a range with ever-changing ends out of
 * the engine's filter cache: no form of a range means the same and is not kept. Engines keep a
 * filter only once it has been seen twice among their last 256, so that one which truly never comes
 * again is not kept; one that comes a few times and never again is, and rounding it is the cure.
 */
public final class Rewrites {
  private static final int LEAST_TERMS = 16;

  private Rewrites() {}

  /** Those that change nothing in any answer. */
  public static List<Rewrite> equivalent() {
    return List.of(
        new SortedTerms(LEAST_TERMS),
        new WholeRangeEnds(),
        new MillisecondRangeEnds(),
        new FloatTermAsRange(),
        new CacheableWithoutHits());
  }
}
