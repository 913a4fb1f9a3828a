package dev.weir.search;

/** What the body of a request holds, told from its path. */
public enum Payload {
  /** Nothing that a rule for queries reads: a document, a setting, nothing at all. */
  OTHER,
  /** One object with queries in it: a search, a count, a template, what a by-query goes over. */
  QUERY,
  /** Lines, a header and a search in turn. */
  SEARCH_LINES,
  /** An object with a statement in SQL, PPL, ES|QL or EQL, and perhaps with a filter. */
  STATEMENT,
  /** Lines, an action and perhaps a document in turn. */
  BULK_LINES
}
