package dev.weir.search.profile;

import dev.weir.search.Language;
import java.util.List;

/**
 * Words of the languages that statements are written in: those that something is told by, and those
 * that are only spelled alike in a shape, however they are written.
 */
enum StatementWord {
  SELECT(true, false),
  DISTINCT(true, false),
  ALL(true, false),
  FROM(true, true),
  TS(false, true),
  SOURCE(false, true),
  INDEX(false, true),
  SEARCH(false, true),
  METADATA(false, true),
  WHERE(true, true),
  GROUP(true, false),
  HAVING(true, false),
  ORDER(true, false),
  SORT(false, true),
  BY(true, true),
  LIMIT(true, true),
  OFFSET(true, false),
  TOP(true, true),
  FETCH(true, false),
  FIRST(true, true),
  NEXT(true, false),
  HEAD(false, true),
  TAIL(false, true),
  LIKE(true, true),
  ILIKE(true, true),
  RLIKE(true, true),
  REGEXP(true, true),
  REGEX(false, true),
  IN(true, true),
  NOT(true, true),
  AND(true, true),
  OR(true, true),
  IS(true, true),
  NULL(true, true),
  TRUE(true, true),
  FALSE(true, true),
  BETWEEN(true, true),
  AS(true, true),
  ON(true, true),
  ASC(true, true),
  DESC(true, true),
  NULLS(true, true),
  LAST(true, true),
  ROWS(true, false),
  ROW(true, true),
  ONLY(true, false),
  JOIN(true, true),
  LOOKUP(false, true),
  LEFT(true, true),
  RIGHT(true, true),
  INNER(true, true),
  OUTER(true, true),
  FULL(true, true),
  CROSS(true, true),
  UNION(true, false),
  CASE(true, true),
  WHEN(true, true),
  THEN(true, true),
  ELSE(true, true),
  END(true, true),
  INTERVAL(true, true),
  DELETE(true, false),
  SHOW(true, true),
  DESCRIBE(true, true),
  EXPLAIN(true, true),
  STATS(false, true),
  EVENTSTATS(false, true),
  INLINESTATS(false, true),
  STREAMSTATS(false, true),
  CHART(false, true),
  TIMECHART(false, true),
  RARE(false, true),
  FIELDS(false, true),
  TABLE(false, true),
  KEEP(false, true),
  DROP(false, true),
  EVAL(false, true),
  RENAME(false, true),
  DEDUP(false, true),
  PARSE(false, true),
  GROK(false, true),
  DISSECT(false, true),
  ENRICH(false, true),
  MV_EXPAND(false, true),
  EXPAND(false, true),
  FORK(false, true),
  SEQUENCE(false, true),
  SAMPLE(false, true),
  WITH(true, true),
  UNTIL(false, true),
  MAXSPAN(false, true);

  static final NameTable<StatementWord> NAMES =
      new NameTable<>(values(), word -> List.of(word.name()));

  private final boolean ofSql;
  private final boolean piped;

  StatementWord(boolean ofSql, boolean piped) {
    this.ofSql = ofSql;
    this.piped = piped;
  }

  boolean isOf(Language language) {
    return language.isPiped() ? piped : ofSql;
  }
}
