package dev.weir.search.profile;

import java.util.List;
import java.util.Locale;

/** The kinds of aggregations. */
public enum AggregationKind {
  TERMS,
  RARE_TERMS,
  MULTI_TERMS,
  SIGNIFICANT_TERMS,
  SIGNIFICANT_TEXT,
  CATEGORIZE_TEXT,
  COMPOSITE,
  HISTOGRAM,
  DATE_HISTOGRAM,
  AUTO_DATE_HISTOGRAM,
  VARIABLE_WIDTH_HISTOGRAM,
  RANGE,
  DATE_RANGE,
  IP_RANGE,
  IP_PREFIX,
  GEO_DISTANCE,
  GEOHASH_GRID,
  GEOTILE_GRID,
  GEOHEX_GRID,
  FILTER,
  FILTERS,
  ADJACENCY_MATRIX,
  GLOBAL,
  MISSING,
  NESTED,
  REVERSE_NESTED,
  CHILDREN,
  PARENT,
  SAMPLER,
  DIVERSIFIED_SAMPLER,
  RANDOM_SAMPLER,
  TIME_SERIES,
  FREQUENT_ITEM_SETS,

  AVG,
  SUM,
  MIN,
  MAX,
  STATS,
  EXTENDED_STATS,
  VALUE_COUNT,
  WEIGHTED_AVG,
  CARDINALITY,
  PERCENTILES,
  PERCENTILE_RANKS,
  MEDIAN_ABSOLUTE_DEVIATION,
  MATRIX_STATS,
  BOXPLOT,
  T_TEST,
  STRING_STATS,
  RATE,
  GEO_BOUNDS,
  GEO_CENTROID,
  GEO_LINE,
  CARTESIAN_BOUNDS,
  CARTESIAN_CENTROID,
  TOP_HITS,
  TOP_METRICS,
  SCRIPTED_METRIC,

  AVG_BUCKET,
  SUM_BUCKET,
  MIN_BUCKET,
  MAX_BUCKET,
  STATS_BUCKET,
  EXTENDED_STATS_BUCKET,
  PERCENTILES_BUCKET,
  DERIVATIVE,
  CUMULATIVE_SUM,
  CUMULATIVE_CARDINALITY,
  MOVING_AVG,
  MOVING_FN,
  MOVING_PERCENTILES,
  NORMALIZE,
  SERIAL_DIFF,
  INFERENCE,
  CHANGE_POINT,
  BUCKET_COUNT_KS_TEST,
  BUCKET_CORRELATION,
  BUCKET_SCRIPT,
  BUCKET_SELECTOR,
  BUCKET_SORT,

  /** Of a plug-in, or of an engine that is newer than this list. */
  OTHER;

  static final NameTable<AggregationKind> NAMES =
      new NameTable<>(values(), kind -> kind == OTHER ? List.<String>of() : List.of(kind.text()));

  /** As a query spells it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it may have a bucket for each value of its field, and not only for what it lists. */
  public boolean isByValue() {
    return switch (this) {
      case TERMS,
          RARE_TERMS,
          MULTI_TERMS,
          SIGNIFICANT_TERMS,
          SIGNIFICANT_TEXT,
          CATEGORIZE_TEXT,
          COMPOSITE,
          GEOHASH_GRID,
          GEOTILE_GRID,
          GEOHEX_GRID,
          IP_PREFIX,
          TIME_SERIES,
          DIVERSIFIED_SAMPLER ->
          true;
      default -> false;
    };
  }

  /** Whether its buckets are steps of time or of numbers, as many as the data spans. */
  public boolean isBySteps() {
    return this == HISTOGRAM || this == DATE_HISTOGRAM;
  }
}
