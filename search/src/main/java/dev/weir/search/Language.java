package dev.weir.search;

/** The language of the statement in a request's body. */
public enum Language {
  /** No statement. */
  NONE,
  /** Elasticsearch's SQL. */
  SQL,
  /** OpenSearch's SQL, in which texts may stand in either quotes and have backslashes. */
  OPENSEARCH_SQL,
  PPL,
  ESQL,
  EQL;

  /** Whether its statements are commands with bars between them. */
  public boolean isPiped() {
    return this == PPL || this == ESQL || this == EQL;
  }
}
