package dev.weir.search.profile;

import java.util.List;
import java.util.Locale;

/** Names that mean something within the body of a search, whatever they are within. */
enum Keyword {
  // Of the body.
  QUERY,
  POST_FILTER,
  INDEX_FILTER,
  AGGS("aggs", "aggregations"),
  SORT,
  SOURCE_FILTER("_source"),
  FROM,
  SIZE,
  TRACK_TOTAL_HITS,
  TERMINATE_AFTER,
  TIMEOUT,
  MIN_SCORE,
  EXPLAIN,
  PROFILE,
  HIGHLIGHT,
  HIGHLIGHT_QUERY,
  COLLAPSE,
  RESCORE,
  RESCORE_QUERY,
  WINDOW_SIZE,
  SCRIPT_FIELDS,
  RUNTIME_MAPPINGS("runtime_mappings", "derived"),
  SUGGEST,
  RETRIEVER,
  RETRIEVERS,
  STANDARD,
  SUB_SEARCHES,
  SEARCH_AFTER,
  SLICE,
  PIT,
  FIELDS,
  DOCVALUE_FIELDS("docvalue_fields", "fielddata_fields"),
  STORED_FIELDS,
  INNER_HITS,
  INDICES_BOOST,
  EXT,
  REQUESTS,
  REQUEST,
  CONNECTIONS,
  VERTICES,
  SEQ_NO_PRIMARY_TERM,
  TRACK_SCORES,
  SEARCH_PIPELINE,

  // Of the query of a target.
  Q,
  SCROLL,
  SOURCE_INCLUDES("_source_includes", "_source_include"),
  SOURCE_EXCLUDES("_source_excludes", "_source_exclude"),
  SOURCE_CONTENT_TYPE,

  // Of templates and of what a by-query does.
  SOURCE("source", "inline"),
  PARAMS,
  ID,
  DEST,
  REMOTE,
  INDEX,
  MAX_DOCS,
  FETCH_SIZE,

  // Of compound clauses.
  FILTER("filter", "filters"),
  MUST,
  SHOULD,
  MUST_NOT,
  QUERIES,
  POSITIVE,
  NEGATIVE,
  ORGANIC,
  NO_MATCH_QUERY,
  INCLUDE,
  EXCLUDE,
  CLAUSES,
  MATCH,
  BIG,
  LITTLE,
  FUNCTIONS,
  SCRIPT_SCORE,
  PATH,
  TYPE,
  PARENT_TYPE,
  SCORE_MODE,
  BOOST_MODE,

  // Of other clauses.
  FIELD,
  DEFAULT_FIELD,
  VALUE,
  VALUES,
  WILDCARD,
  PATTERN,
  PREFIX,
  TERM,
  REGEXP,
  FUZZY,
  INTERVALS,
  ALL_OF,
  ANY_OF,
  GTE,
  GT,
  LTE,
  LT,
  TO,
  FORMAT,
  TIME_ZONE,
  RELATION,
  OPERATOR("operator", "default_operator"),
  FUZZINESS,
  PREFIX_LENGTH,
  MAX_EXPANSIONS,
  MINIMUM_SHOULD_MATCH,
  MINIMUM_SHOULD_MATCH_SCRIPT,
  ANALYZER,
  ANALYZE_WILDCARD,
  ALLOW_LEADING_WILDCARD,
  CASE_INSENSITIVE,
  BOOST,
  NAME("_name"),
  DOCUMENT,
  DOCUMENTS,
  LIKE("like", "unlike"),
  K,
  NUM_CANDIDATES,
  KNN,
  VECTOR("vector", "query_vector"),
  QUERY_VECTOR_BUILDER,
  DISTANCE,
  DISTANCE_TYPE,
  VALIDATION_METHOD,
  IGNORE_UNMAPPED,
  UNIT,
  SHAPE,

  // Of aggregations.
  META,
  SHARD_SIZE,
  INTERVAL("interval", "fixed_interval"),
  CALENDAR_INTERVAL,
  BUCKETS,
  RANGES,
  SOURCES,
  TERMS,
  ORDER,
  MODE,
  BACKGROUND_FILTER,
  EXECUTION_HINT,
  COLLECT_MODE,
  MIN_DOC_COUNT,
  PRECISION_THRESHOLD,
  BUCKETS_PATH,
  METRICS,
  KEY,

  // Of sorts.
  SCORE("_score"),
  DOC("_doc"),
  SHARD_DOC("_shard_doc"),
  SCRIPT_SORT("_script"),
  DISTANCE_SORT("_geo_distance"),
  NESTED,
  NESTED_PATH,
  NESTED_FILTER,
  MODIFIER,
  INCLUDES,
  EXCLUDES,

  // Of scripts.
  SCRIPT,
  INIT_SCRIPT,
  MAP_SCRIPT,
  COMBINE_SCRIPT,
  REDUCE_SCRIPT,
  LANG;

  static final NameTable<Keyword> NAMES =
      new NameTable<>(values(), keyword -> List.of(keyword.text, keyword.otherText));

  private final String text;
  private final String otherText;

  /** Spelled as it is called. */
  Keyword() {
    this.text = name().toLowerCase(Locale.ROOT);
    this.otherText = text;
  }

  Keyword(String text) {
    this(text, text);
  }

  Keyword(String text, String otherText) {
    this.text = text;
    this.otherText = otherText;
  }

  /** The first of its spellings. */
  String text() {
    return text;
  }

  /** Whether what a clause looks for stands behind it. */
  boolean isSought() {
    return switch (this) {
      case QUERY, VALUE, WILDCARD, PATTERN, PREFIX, TERM, REGEXP, GTE, GT, LTE, LT, FROM, TO ->
          true;
      default -> false;
    };
  }

  /**
   * Whether a text or a word behind it says how something is done, and is not what is looked for.
   */
  boolean isStructural() {
    return switch (this) {
      case FIELD,
          DEFAULT_FIELD,
          FIELDS,
          DOCVALUE_FIELDS,
          STORED_FIELDS,
          SOURCE_FILTER,
          INCLUDES,
          EXCLUDES,
          PATH,
          NESTED_PATH,
          TYPE,
          PARENT_TYPE,
          SCORE_MODE,
          BOOST_MODE,
          FORMAT,
          RELATION,
          OPERATOR,
          ANALYZER,
          ANALYZE_WILDCARD,
          ALLOW_LEADING_WILDCARD,
          CASE_INSENSITIVE,
          INTERVAL,
          CALENDAR_INTERVAL,
          ORDER,
          MODE,
          MODIFIER,
          EXECUTION_HINT,
          COLLECT_MODE,
          BUCKETS_PATH,
          LANG,
          SORT,
          EXPLAIN,
          PROFILE,
          TRACK_TOTAL_HITS,
          TRACK_SCORES,
          SEQ_NO_PRIMARY_TERM ->
          true;
      default -> false;
    };
  }
}
