package dev.weir.search.profile;

import org.jspecify.annotations.Nullable;

/** One clause of a query. Belongs to its {@link SearchProfile} and is valid as long as that is. */
public final class Clause {
  private final FieldNames names;
  ClauseKind kind = ClauseKind.OTHER;
  Place place = Place.QUERY;
  int depth;
  int nested;
  long field = FieldNames.NONE;
  int fields;
  int values;
  int textLength;
  int literalPrefix;
  int maxExpansions;
  boolean leadingWildcard;
  boolean lookup;
  boolean fuzzy;
  boolean script;
  RangeEnd lower = RangeEnd.ABSENT;
  RangeEnd upper = RangeEnd.ABSENT;
  Grain lowerGrain = Grain.NONE;
  Grain upperGrain = Grain.NONE;
  final QueryText text = new QueryText();

  /** The field as a text, made for the first rule that asks. */
  private @Nullable String fieldText;

  private long fieldOfText = FieldNames.NONE;

  Clause(FieldNames names) {
    this.names = names;
  }

  void begin(ClauseKind kindOfIt, Frame frame) {
    kind = kindOfIt;
    place = frame.place;
    depth = frame.clauseDepth;
    nested = frame.nested;
    field = FieldNames.NONE;
    fieldOfText = FieldNames.NONE;
    fields = 0;
    values = 0;
    textLength = 0;
    literalPrefix = -1;
    maxExpansions = -1;
    leadingWildcard = false;
    lookup = false;
    fuzzy = kindOfIt == ClauseKind.FUZZY;
    script = false;
    lower = RangeEnd.ABSENT;
    upper = RangeEnd.ABSENT;
    lowerGrain = Grain.NONE;
    upperGrain = Grain.NONE;
    text.clear();
  }

  public ClauseKind kind() {
    return kind;
  }

  public Place place() {
    return place;
  }

  /** How many clauses it stands within. */
  public int depth() {
    return depth;
  }

  /** How many nested clauses, or joins, it stands within. */
  public int nested() {
    return nested;
  }

  /** The field it is about, or the path of a nested clause; null if it names none. */
  public @Nullable String field() {
    if (fieldOfText != field) {
      fieldText = names.text(field);
      fieldOfText = field;
    }
    return field == FieldNames.NONE ? null : fieldText;
  }

  /** How many fields it names, of a clause that takes several; some may be patterns. */
  public int fields() {
    return fields;
  }

  /** How many values it looks for. */
  public int values() {
    return values;
  }

  /** Bytes of its text or pattern. */
  public int textLength() {
    return textLength;
  }

  /** Bytes of a pattern that stand in front of what is no letter; -1 if it is no pattern. */
  public int literalPrefix() {
    return literalPrefix;
  }

  /** How many terms it may be expanded to; -1 if it does not say. */
  public int maxExpansions() {
    return maxExpansions;
  }

  /** Whether its pattern, or a term of its query string, begins with a wildcard. */
  public boolean hasLeadingWildcard() {
    return leadingWildcard || text.has(QueryText.Feature.LEADING_WILDCARD);
  }

  /** Whether its values are fetched from a document. */
  public boolean isLookup() {
    return lookup;
  }

  /** Whether it finds terms that are only alike. */
  public boolean isFuzzy() {
    return fuzzy || text.has(QueryText.Feature.FUZZY);
  }

  /** Whether a script takes part. */
  public boolean hasScript() {
    return script;
  }

  public RangeEnd lower() {
    return lower;
  }

  public RangeEnd upper() {
    return upper;
  }

  public Grain lowerGrain() {
    return lowerGrain;
  }

  public Grain upperGrain() {
    return upperGrain;
  }

  /** What its query string does; nothing if it has none. */
  public QueryText text() {
    return text;
  }
}
