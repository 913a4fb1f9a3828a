package dev.weir.search.profile;

/** Where in a search something stands. */
public enum Place {
  /** Where hits are scored. */
  QUERY,
  /** Where hits are only told apart, and what was found may be cached. */
  FILTER,
  AGGREGATION,
  SORT,
  /** Where fields of hits are computed. */
  FIELDS,
  RESCORE,
  HIGHLIGHT,
  /** Beside the search: what a by-query or a reindex does to documents. */
  CHANGE
}
