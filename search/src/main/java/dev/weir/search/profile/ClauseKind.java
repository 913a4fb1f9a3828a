package dev.weir.search.profile;

import java.util.List;
import java.util.Locale;

/** The kinds of clauses that queries are made of. */
public enum ClauseKind {
  // About one field, by which their body is named.
  TERM(Form.FIELD),
  TERMS(Form.FIELD, "in"),
  TERMS_SET(Form.FIELD),
  MATCH(Form.FIELD),
  MATCH_PHRASE(Form.FIELD, "text_phrase"),
  MATCH_PHRASE_PREFIX(Form.FIELD),
  MATCH_BOOL_PREFIX(Form.FIELD),
  COMMON(Form.FIELD),
  PREFIX(Form.FIELD),
  WILDCARD(Form.FIELD),
  REGEXP(Form.FIELD),
  FUZZY(Form.FIELD),
  RANGE(Form.FIELD),
  INTERVALS(Form.FIELD),
  GEO_DISTANCE(Form.FIELD),
  GEO_BOUNDING_BOX(Form.FIELD),
  GEO_POLYGON(Form.FIELD),
  GEO_SHAPE(Form.FIELD),
  GEO_GRID(Form.FIELD),
  SHAPE(Form.FIELD),
  XY_SHAPE(Form.FIELD),
  SPAN_TERM(Form.FIELD),
  TEXT_EXPANSION(Form.FIELD),
  WEIGHTED_TOKENS(Form.FIELD),
  NEURAL(Form.FIELD),
  NEURAL_SPARSE(Form.FIELD),
  KNN(Form.KNN),

  // About fields that are named among their options.
  MATCH_ALL(Form.OPTIONS),
  MATCH_NONE(Form.OPTIONS),
  MULTI_MATCH(Form.OPTIONS),
  COMBINED_FIELDS(Form.OPTIONS),
  QUERY_STRING(Form.OPTIONS),
  SIMPLE_QUERY_STRING(Form.OPTIONS),
  MORE_LIKE_THIS(Form.OPTIONS, "mlt"),
  EXISTS(Form.OPTIONS),
  IDS(Form.OPTIONS),
  PERCOLATE(Form.OPTIONS),
  PARENT_ID(Form.OPTIONS),
  DISTANCE_FEATURE(Form.OPTIONS),
  RANK_FEATURE(Form.OPTIONS),
  SPARSE_VECTOR(Form.OPTIONS),
  SEMANTIC(Form.OPTIONS),
  SCRIPT(Form.OPTIONS),
  TYPE(Form.OPTIONS),
  RULE(Form.OPTIONS),
  SLTR(Form.OPTIONS),
  AGENTIC(Form.OPTIONS),
  /** Holds a query as text in Base64. */
  WRAPPER(Form.OPTIONS),

  // Made of other clauses.
  BOOL(Form.OPTIONS),
  CONSTANT_SCORE(Form.OPTIONS),
  DIS_MAX(Form.OPTIONS),
  BOOSTING(Form.OPTIONS),
  FUNCTION_SCORE(Form.OPTIONS),
  SCRIPT_SCORE(Form.OPTIONS),
  NESTED(Form.OPTIONS),
  HAS_CHILD(Form.OPTIONS),
  HAS_PARENT(Form.OPTIONS),
  PINNED(Form.OPTIONS),
  PINNED_DOCS(Form.OPTIONS, "pinned_query"),
  HYBRID(Form.OPTIONS),
  TEMPLATE(Form.OPTIONS),
  SPAN_NEAR(Form.OPTIONS),
  SPAN_OR(Form.OPTIONS),
  SPAN_NOT(Form.OPTIONS),
  SPAN_FIRST(Form.OPTIONS),
  SPAN_MULTI(Form.OPTIONS),
  SPAN_CONTAINING(Form.OPTIONS),
  SPAN_WITHIN(Form.OPTIONS),
  SPAN_FIELD_MASKING(Form.OPTIONS, "field_masking_span"),
  SPAN_GAP(Form.OPTIONS),

  /** Of a plug-in, or of an engine that is newer than this list. */
  OTHER(Form.OPTIONS);

  /** How the body of a clause is laid out. */
  enum Form {
    /** {@code {"FIELD": value or options}}. */
    FIELD,
    /** Options, among which may be other clauses. */
    OPTIONS,
    /** By field in OpenSearch, by options in Elasticsearch. */
    KNN
  }

  static final NameTable<ClauseKind> NAMES = new NameTable<>(values(), ClauseKind::names);

  private final Form form;
  private final String text;
  private final String otherText;

  ClauseKind(Form form) {
    this.form = form;
    this.text = name().toLowerCase(Locale.ROOT);
    this.otherText = text;
  }

  ClauseKind(Form form, String otherText) {
    this.form = form;
    this.text = name().toLowerCase(Locale.ROOT);
    this.otherText = otherText;
  }

  Form form() {
    return form;
  }

  /** As a query spells it. */
  public String text() {
    return text;
  }

  private List<String> names() {
    return this == OTHER ? List.of() : List.of(text, otherText);
  }

  /** Whether it is made of other clauses alone, and matches nothing by itself. */
  public boolean isCompound() {
    return switch (this) {
      case BOOL,
          CONSTANT_SCORE,
          DIS_MAX,
          BOOSTING,
          FUNCTION_SCORE,
          SCRIPT_SCORE,
          NESTED,
          HAS_CHILD,
          HAS_PARENT,
          HYBRID,
          SPAN_NEAR,
          SPAN_OR,
          SPAN_NOT,
          SPAN_FIRST,
          SPAN_MULTI,
          SPAN_CONTAINING,
          SPAN_WITHIN,
          SPAN_FIELD_MASKING ->
          true;
      default -> false;
    };
  }
}
