package dev.weir.search.rule;

import java.util.List;

/**
 * The rules that come with Weir, each at the limit of its own; others are made by {@link RuleKind}.
 */
public final class Rules {
  private Rules() {}

  /**
   * Those that neither dashboards nor the benchmarks of the engines trip at these limits: what they
   * find is trouble for any cluster.
   */
  public static List<Rule> usual() {
    return RuleKind.all().stream().filter(RuleKind::isUsual).map(RuleKind::make).toList();
  }

  /** Those as well that find what some clusters live with. */
  public static List<Rule> all() {
    return RuleKind.all().stream().map(RuleKind::make).toList();
  }
}
