package dev.weir.search.cost;

import dev.weir.search.profile.Aggregation;
import dev.weir.search.profile.Clause;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.IndexFacts;

/**
 * Predicts what a search will cost, before it is executed. What its shape has cost before counts
 * most, and the more the oftener it was seen; until then what the profile says counts: that guess
 * is coarse, and is meant to tell a bomb from a search, not one search from another. Pure, safe
 * from any thread.
 */
public final class CostModel {
  /** The guess weighs as much as so many searches that were seen. */
  private static final double GUESS_WEIGHT = 2;

  private static final double MOST = 1e7;

  private static final double PER_CLAUSE = 0.02;
  private static final double PER_VALUE = 0.004;
  private static final double PER_HIT = 0.01;
  private static final double PER_SKIPPED_HIT = 0.002;
  private static final double PER_BUCKET = 0.002;
  private static final double PER_AGGREGATION = 1;
  private static final double PER_SCRIPT = 20;
  private static final double PER_EXPANSION = 10;
  private static final double PER_LEADING_WILDCARD = 50;
  private static final double PER_NEIGHBOUR = 0.05;
  private static final double PER_NESTING = 2;
  private static final double DEFAULT_SIZE = 10;

  /** Up to so many values of a field, an aggregation over it costs about as much. */
  private static final double FEW_VALUES = 10_000;

  private CostModel() {}

  /**
   * What it will cost, in units of {@link Cost}.
   *
   * @param learned what its shape has cost of late; below 0 if it was not seen
   * @param seen how often it was
   */
  public static double predict(SearchProfile profile, IndexFacts facts, double learned, long seen) {
    double guess = guess(profile, facts);
    if (learned < 0 || seen <= 0) {
      return guess;
    }
    return Math.min(MOST, (learned * seen + guess * GUESS_WEIGHT) / (seen + GUESS_WEIGHT));
  }

  /** What the profile alone says. */
  static double guess(SearchProfile profile, IndexFacts facts) {
    double cost = Cost.UNKNOWN;
    cost += PER_CLAUSE * profile.clauseCount() + PER_VALUE * profile.values();
    for (Clause clause : profile.clauses()) {
      cost += of(clause);
    }
    cost += buckets(profile, facts);
    cost += PER_HIT * (profile.size() < 0 ? DEFAULT_SIZE : profile.size());
    cost += PER_SKIPPED_HIT * Math.max(0, profile.from());
    cost += PER_SCRIPT * profile.scripts();
    cost += PER_NEIGHBOUR * Math.max(0, profile.mostNeighbours());
    return Math.min(MOST, cost * Cost.shardsAtOnce(facts.shards()));
  }

  private static double of(Clause clause) {
    double cost = PER_NESTING * clause.nested();
    if (clause.hasLeadingWildcard()) {
      cost += PER_LEADING_WILDCARD;
    } else if (clause.isFuzzy()) {
      cost += PER_EXPANSION;
    } else {
      cost +=
          switch (clause.kind()) {
            case WILDCARD, REGEXP, PREFIX -> PER_EXPANSION;
            default -> 0;
          };
    }
    return cost;
  }

  /** The most buckets that an aggregation may make within those around it. */
  private static double buckets(SearchProfile profile, IndexFacts facts) {
    double cost = PER_AGGREGATION * profile.aggregationCount();
    for (Aggregation innermost : profile.aggregations()) {
      double product = 1;
      double values = 1;
      Aggregation each = innermost;
      while (true) {
        double own = each.size() > 0 ? each.size() : each.kind().isByValue() ? DEFAULT_SIZE : 1;
        product *= Math.max(own, each.buckets());
        String field = each.field();
        if (field != null && each.kind().isByValue()) {
          values = Math.max(values, facts.cardinality(field) / FEW_VALUES);
        }
        if (each.parent() < 0 || product > MOST) {
          break;
        }
        each = profile.aggregation(each.parent());
      }
      cost += PER_BUCKET * product * values;
    }
    return cost;
  }
}
