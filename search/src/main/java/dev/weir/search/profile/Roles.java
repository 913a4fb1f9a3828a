package dev.weir.search.profile;

import static dev.weir.search.profile.Role.AGGREGATION;
import static dev.weir.search.profile.Role.AGGREGATIONS;
import static dev.weir.search.profile.Role.AGGREGATION_OPTIONS;
import static dev.weir.search.profile.Role.BODY;
import static dev.weir.search.profile.Role.COLLAPSE;
import static dev.weir.search.profile.Role.COMPUTED_FIELDS;
import static dev.weir.search.profile.Role.FIELD_NAMES;
import static dev.weir.search.profile.Role.HIGHLIGHT;
import static dev.weir.search.profile.Role.HIGHLIGHT_FIELDS;
import static dev.weir.search.profile.Role.HITS;
import static dev.weir.search.profile.Role.KNN;
import static dev.weir.search.profile.Role.LOOSE;
import static dev.weir.search.profile.Role.NAMED_QUERIES;
import static dev.weir.search.profile.Role.OPAQUE;
import static dev.weir.search.profile.Role.OPTIONS;
import static dev.weir.search.profile.Role.QUERY;
import static dev.weir.search.profile.Role.RESCORE;
import static dev.weir.search.profile.Role.SCRIPT;
import static dev.weir.search.profile.Role.SLICE;
import static dev.weir.search.profile.Role.SORT;
import static dev.weir.search.profile.Role.SORT_OPTIONS;
import static dev.weir.search.profile.Role.SOURCE;
import static dev.weir.search.profile.Role.SUGGEST;
import static dev.weir.search.profile.Role.VALUES;

import org.jspecify.annotations.Nullable;

/** What an object or array is by the role of what it is in and by the name in front of it. */
final class Roles {
  private Roles() {}

  /** What stands behind a name that is no clause's and no aggregation's kind. */
  static Role behind(Frame parent, @Nullable Keyword keyword, boolean array) {
    return switch (parent.role) {
      case BODY, HITS -> ofBody(keyword);
      case OPTIONS -> ofOptions(parent, keyword);
      case KNN -> ofNearest(keyword, array);
      case NAMED_QUERIES -> QUERY;
      case FIELD_CLAUSE -> OPTIONS;
      case AGGREGATIONS -> AGGREGATION;
      case AGGREGATION_OPTIONS -> ofAggregation(keyword);
      case SORT ->
          keyword == Keyword.SCRIPT_SORT || keyword == Keyword.DISTANCE_SORT
              ? OPTIONS
              : SORT_OPTIONS;
      case SORT_OPTIONS -> ofSort(keyword);
      case SOURCE -> SOURCE;
      case COMPUTED_FIELDS -> OPTIONS;
      case HIGHLIGHT -> ofHighlight(keyword);
      case HIGHLIGHT_FIELDS -> HIGHLIGHT;
      case COLLAPSE -> keyword == Keyword.INNER_HITS ? HITS : OPAQUE;
      case RESCORE -> ofRescore(keyword);
      case LOOSE -> ofLoose(keyword);
      case FIELD_NAMES -> FIELD_NAMES;
      case AGGREGATION -> keyword == Keyword.AGGS ? AGGREGATIONS : OPAQUE;
      case QUERY, VALUES, SCRIPT, SUGGEST, SLICE, OPAQUE -> OPAQUE;
    };
  }

  private static Role ofBody(@Nullable Keyword keyword) {
    if (keyword == null) {
      return LOOSE;
    }
    return switch (keyword) {
      case QUERY, POST_FILTER, INDEX_FILTER, FILTER -> QUERY;
      case AGGS -> AGGREGATIONS;
      case SORT -> SORT;
      case SOURCE_FILTER -> SOURCE;
      case HIGHLIGHT -> HIGHLIGHT;
      case COLLAPSE -> COLLAPSE;
      case RESCORE -> RESCORE;
      case SCRIPT_FIELDS, RUNTIME_MAPPINGS -> COMPUTED_FIELDS;
      case FIELDS, DOCVALUE_FIELDS, STORED_FIELDS -> FIELD_NAMES;
      case KNN -> KNN;
      case SOURCE, REQUESTS, REQUEST, CONNECTIONS, SUB_SEARCHES -> BODY;
      case SCRIPT -> SCRIPT;
      case SUGGEST -> SUGGEST;
      case SLICE -> SLICE;
      case PARAMS, EXT, META, SEARCH_AFTER, PIT, INDICES_BOOST, DEST, REMOTE -> OPAQUE;
      default -> LOOSE;
    };
  }

  private static Role ofOptions(Frame parent, @Nullable Keyword keyword) {
    Clause clause = parent.clause;
    ClauseKind kind = clause == null ? ClauseKind.OTHER : clause.kind;
    if (keyword == null) {
      return kind == ClauseKind.OTHER ? LOOSE : OPAQUE;
    }
    return switch (keyword) {
      case QUERY,
          MUST,
          SHOULD,
          MUST_NOT,
          POSITIVE,
          NEGATIVE,
          ORGANIC,
          NO_MATCH_QUERY,
          QUERIES,
          CLAUSES,
          INCLUDE,
          EXCLUDE,
          BIG,
          LITTLE,
          NESTED_FILTER ->
          kind == ClauseKind.INTERVALS ? OPTIONS : QUERY;
      case FILTER, MATCH -> kind == ClauseKind.INTERVALS ? OPTIONS : QUERY;
      case FUNCTIONS, SCRIPT_SCORE, ALL_OF, ANY_OF, INTERVALS, NESTED -> OPTIONS;
      case WILDCARD, PREFIX, FUZZY, REGEXP -> OPTIONS;
      case SCRIPT, MINIMUM_SHOULD_MATCH_SCRIPT -> SCRIPT;
      case INNER_HITS -> HITS;
      case FIELDS -> FIELD_NAMES;
      case VALUES, TERMS -> VALUES;
      default -> kind == ClauseKind.OTHER && !isOpaque(keyword) ? LOOSE : OPAQUE;
    };
  }

  /** Any other object is of a field, whatever its name: {@code vector} is a usual one. */
  private static Role ofNearest(@Nullable Keyword keyword, boolean array) {
    if (keyword == null) {
      return array ? OPAQUE : KNN;
    }
    return switch (keyword) {
      case FILTER -> QUERY;
      case INNER_HITS -> HITS;
      case QUERY_VECTOR_BUILDER -> OPAQUE;
      default -> array ? OPAQUE : KNN;
    };
  }

  private static Role ofAggregation(@Nullable Keyword keyword) {
    if (keyword == null) {
      return OPAQUE;
    }
    return switch (keyword) {
      case FILTER -> NAMED_QUERIES;
      case BACKGROUND_FILTER -> QUERY;
      case SCRIPT, INIT_SCRIPT, MAP_SCRIPT, COMBINE_SCRIPT, REDUCE_SCRIPT -> SCRIPT;
      case SOURCES -> AGGREGATIONS;
      case TERMS, FIELDS, VALUE, FIELD -> AGGREGATION_OPTIONS;
      case SORT -> SORT;
      case SOURCE_FILTER -> SOURCE;
      case SCRIPT_FIELDS -> COMPUTED_FIELDS;
      case HIGHLIGHT -> HIGHLIGHT;
      case RANGES -> VALUES;
      case DOCVALUE_FIELDS, STORED_FIELDS -> FIELD_NAMES;
      default -> OPAQUE;
    };
  }

  private static Role ofSort(@Nullable Keyword keyword) {
    if (keyword == null) {
      return OPAQUE;
    }
    return switch (keyword) {
      case NESTED -> OPTIONS;
      case NESTED_FILTER -> QUERY;
      default -> OPAQUE;
    };
  }

  private static Role ofHighlight(@Nullable Keyword keyword) {
    if (keyword == null) {
      return OPAQUE;
    }
    return switch (keyword) {
      case FIELDS -> HIGHLIGHT_FIELDS;
      case HIGHLIGHT_QUERY -> QUERY;
      default -> OPAQUE;
    };
  }

  private static Role ofRescore(@Nullable Keyword keyword) {
    if (keyword == null) {
      return LOOSE;
    }
    return switch (keyword) {
      case QUERY -> RESCORE;
      case RESCORE_QUERY -> QUERY;
      default -> LOOSE;
    };
  }

  private static Role ofLoose(@Nullable Keyword keyword) {
    if (keyword == null) {
      return LOOSE;
    }
    return switch (keyword) {
      case QUERY, FILTER, MUST, MUST_NOT, SHOULD, QUERIES, RESCORE_QUERY -> QUERY;
      case KNN -> KNN;
      case SCRIPT -> SCRIPT;
      case AGGS -> AGGREGATIONS;
      default -> isOpaque(keyword) ? OPAQUE : LOOSE;
    };
  }

  private static boolean isOpaque(Keyword keyword) {
    return switch (keyword) {
      case PARAMS, DOCUMENT, DOCUMENTS, LIKE, VECTOR, SHAPE, META, EXT, QUERY_VECTOR_BUILDER ->
          true;
      default -> false;
    };
  }

  /** Where something stands by the name in front of it. */
  static Place place(Frame parent, @Nullable Keyword keyword) {
    if (keyword == null) {
      return parent.place;
    }
    return switch (keyword) {
      case FILTER, MUST_NOT, POST_FILTER, INDEX_FILTER, BACKGROUND_FILTER, NESTED_FILTER ->
          Place.FILTER;
      case AGGS -> Place.AGGREGATION;
      case SORT -> Place.SORT;
      case SCRIPT_FIELDS, RUNTIME_MAPPINGS -> Place.FIELDS;
      case RESCORE, RESCORE_QUERY -> Place.RESCORE;
      case HIGHLIGHT, HIGHLIGHT_QUERY -> Place.HIGHLIGHT;
      case SCRIPT -> parent.role == Role.BODY ? Place.CHANGE : parent.place;
      default -> parent.place;
    };
  }
}
