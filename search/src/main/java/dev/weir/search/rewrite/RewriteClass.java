package dev.weir.search.rewrite;

/** What a rewrite may change in the answer. */
public enum RewriteClass {
  /** Nothing: the same hits in the same order with the same scores, totals and aggregations. */
  EQUIVALENT,
  /** Less is answered, and what is answered is right: fewer fields, a total that stops counting. */
  NARROWING,
  /** Numbers and the edges of ranges are only nearly what was asked for. */
  APPROXIMATE
}
