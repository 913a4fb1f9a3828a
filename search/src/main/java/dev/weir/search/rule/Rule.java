package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/**
 * Looks for one danger in a search. Immutable, pure, safe from any thread. A rule that lacks a fact
 * finds nothing and does not guess.
 */
public interface Rule {
  /** A name that stays: of settings, metrics and refusals. */
  String id();

  /** What is dangerous and why, for whoever has sent it. */
  String description();

  /** A body that it finds something in. */
  String trouble();

  /** The same, mended. */
  String cure();

  /** What still passes; 0 where there is no number to it. */
  default long limit() {
    return 0;
  }

  /** The same with another limit; itself where there is no number to it. */
  default Rule withLimit(long limit) {
    RuleKind kind = RuleKind.of(id());
    return kind == null || !kind.hasLimit() ? this : kind.make(limit);
  }

  /** What it finds; null if nothing. */
  @Nullable Finding check(Asked asked);

  /** A finding of this rule. */
  default Finding found(String what, long measured, long limit) {
    return new Finding(id(), what, measured, limit, cure());
  }
}
