package dev.weir.search.profile;

/** What an object or array within the body of a search is, by which its names are read. */
enum Role {
  /** The body itself, or one within: of a template, of a reindex, of one of many requests. */
  BODY,
  /** What hits are to hold: inner hits, top hits. */
  HITS,
  /** Clauses by their kinds. */
  QUERY,
  /** Queries under names of the client's choice. */
  NAMED_QUERIES,
  /** The body of a clause that is named by its field. */
  FIELD_CLAUSE,
  /** Options of a clause, among which may be clauses. */
  OPTIONS,
  /** A search for nearest neighbours. */
  KNN,
  /** The values that a clause looks for. */
  VALUES,
  /** Names of fields. */
  FIELD_NAMES,
  /** Aggregations under names of the client's choice. */
  AGGREGATIONS,
  AGGREGATION,
  AGGREGATION_OPTIONS,
  SORT,
  SORT_OPTIONS,
  SOURCE,
  SCRIPT,
  /** Fields under names of the client's choice, computed by scripts. */
  COMPUTED_FIELDS,
  HIGHLIGHT,
  HIGHLIGHT_FIELDS,
  COLLAPSE,
  RESCORE,
  SUGGEST,
  SLICE,
  /** Not known here; what looks like a query within is read as one. */
  LOOSE,
  /** Parameters, documents and the like: nothing within means anything. */
  OPAQUE
}
