package dev.weir.search.rewrite;

import dev.weir.search.rule.Asked;
import org.jspecify.annotations.Nullable;

/**
 * One way to write a search otherwise. Immutable, pure, safe from any thread. A rewrite that lacks
 * a fact about a field changes nothing and does not guess.
 */
public interface Rewrite {
  /** A name that stays: of settings, metrics and log lines. */
  String id();

  /** What it does and why, for whoever has sent the search. */
  String description();

  RewriteClass kind();

  /** The rule whose trouble it mends, so that the two are on together; null if none. */
  @Nullable String rule();

  /** A search that it changes: target, blank, body. */
  String before();

  /** The same, written otherwise. */
  String after();

  /** Whether there may be anything to do, by the profile alone: most searches end here. */
  boolean wants(Asked asked);

  /** Looks at the body's outermost object, or at the target if there is no body. */
  default void body(Draft draft) {}

  /**
   * Looks at one clause.
   *
   * @param kind the token that names its kind, {@code terms}
   * @param options the token behind it
   * @param filter whether its score counts for nothing
   * @param beside whether it stands in a {@code bool} with others
   */
  default void clause(Draft draft, int kind, int options, boolean filter, boolean beside) {}

  /**
   * Looks at one aggregation; arguments as for a clause.
   *
   * @param kind the token that names its kind, {@code cardinality}
   * @param options the token behind it
   */
  default void aggregation(Draft draft, int kind, int options) {}
}
