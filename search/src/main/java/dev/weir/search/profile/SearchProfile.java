package dev.weir.search.profile;

import dev.weir.search.json.Oddities;
import dev.weir.search.json.Oddity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one search asks for. Filled by a {@link QueryProfiler}, and valid until that begins with
 * another body. Counts are right however large the body is; details are kept of the first {@value
 * #MOST_CLAUSES} clauses and {@value #MOST_AGGREGATIONS} aggregations, and {@link Oddity#TOO_MANY}
 * says if there were more. Where a body says something twice, the larger counts. Used by one
 * thread.
 */
@SuppressWarnings("EnumOrdinal") // Of arrays that nobody else sees, and for their speed.
public final class SearchProfile {
  /** Details of so many clauses are kept: twice what engines take by default. */
  public static final int MOST_CLAUSES = 2048;

  public static final int MOST_AGGREGATIONS = 512;
  static final int MOST_SORTS = 64;

  /** What {@code _source} says. */
  public enum Source {
    /** Nothing: hits come whole. */
    DEFAULT,
    WHOLE,
    NONE,
    /** Only some fields. */
    SOME
  }

  /** What {@code track_total_hits} says. */
  public enum TotalHits {
    /** Nothing: counted up to ten thousand. */
    DEFAULT,
    EXACT,
    NONE,
    UP_TO
  }

  final Oddities oddities = new Oddities();
  final FieldNames names = new FieldNames();
  final StatementProfile statement = new StatementProfile(names);
  private final List<Clause> clauses = new ArrayList<>();
  private int clausesKept;

  /** Takes what is not kept. */
  private final Clause spareClause = new Clause(names);

  private final int[] clausesOfKind = new int[ClauseKind.values().length];
  private final List<Aggregation> aggregations = new ArrayList<>();
  private int aggregationsKept;
  private final Aggregation spareAggregation = new Aggregation(names);
  private final long[] sorts = new long[MOST_SORTS];
  private int sortsKept;
  private final int[] scripts = new int[Place.values().length];

  int clauseCount;
  int leaves;
  int deepestClause;
  int values;
  int mostValues;
  int aggregationCount;
  int deepestAggregation;
  int sortCount;
  int inlineScripts;
  int longestScript;
  long from;
  long size;
  long innerSize;
  int innerHits;
  long fetchSize;
  long terminateAfter;
  boolean timeout;
  boolean searchAfter;
  boolean pointInTime;
  boolean sliced;
  Source source = Source.DEFAULT;
  TotalHits totalHits = TotalHits.DEFAULT;
  long totalHitsLimit;
  boolean collapse;
  int rescores;
  long rescoreWindow;
  int highlights;
  int suggestions;
  int computedFields;
  int nearest;
  long mostNeighbours;
  boolean explain;
  boolean profile;
  boolean templateText;
  boolean templateRead;
  boolean storedTemplate;
  boolean placeholders;
  boolean bodyPresent;
  boolean scroll;
  boolean known;
  long bytes;
  long fingerprint;

  SearchProfile() {
    clear();
  }

  void clear() {
    oddities.clear();
    names.clear();
    statement.clear();
    clausesKept = 0;
    Arrays.fill(clausesOfKind, 0);
    aggregationsKept = 0;
    sortsKept = 0;
    Arrays.fill(scripts, 0);
    clauseCount = 0;
    leaves = 0;
    deepestClause = 0;
    values = 0;
    mostValues = 0;
    aggregationCount = 0;
    deepestAggregation = 0;
    sortCount = 0;
    inlineScripts = 0;
    longestScript = 0;
    from = -1;
    size = -1;
    innerSize = -1;
    innerHits = 0;
    fetchSize = -1;
    terminateAfter = -1;
    timeout = false;
    searchAfter = false;
    pointInTime = false;
    sliced = false;
    source = Source.DEFAULT;
    totalHits = TotalHits.DEFAULT;
    totalHitsLimit = -1;
    collapse = false;
    rescores = 0;
    rescoreWindow = -1;
    highlights = 0;
    suggestions = 0;
    computedFields = 0;
    nearest = 0;
    mostNeighbours = -1;
    explain = false;
    profile = false;
    templateText = false;
    templateRead = false;
    storedTemplate = false;
    placeholders = false;
    bodyPresent = false;
    scroll = false;
    known = false;
    bytes = 0;
    fingerprint = 0;
  }

  Clause addClause(ClauseKind kind, Frame frame) {
    clauseCount++;
    clausesOfKind[kind.ordinal()]++;
    if (!kind.isCompound()) {
      leaves++;
    }
    deepestClause = Math.max(deepestClause, frame.clauseDepth + 1);
    Clause clause = spareClause;
    if (clausesKept < MOST_CLAUSES) {
      if (clausesKept == clauses.size()) {
        clauses.add(new Clause(names));
      }
      clause = clauses.get(clausesKept++);
    } else {
      oddities.add(Oddity.TOO_MANY);
    }
    clause.begin(kind, frame);
    return clause;
  }

  Aggregation addAggregation(@Nullable Aggregation parent) {
    int depth = parent == null ? 1 : parent.depth + 1;
    aggregationCount++;
    deepestAggregation = Math.max(deepestAggregation, depth);
    Aggregation aggregation = spareAggregation;
    int index = -1;
    if (aggregationsKept < MOST_AGGREGATIONS) {
      index = aggregationsKept++;
      if (index == aggregations.size()) {
        aggregations.add(new Aggregation(names));
      }
      aggregation = aggregations.get(index);
    } else {
      oddities.add(Oddity.TOO_MANY);
    }
    aggregation.begin(index, parent == null ? -1 : parent.index, depth);
    return aggregation;
  }

  void addSort(long field) {
    sortCount++;
    if (field != FieldNames.NONE && sortsKept < MOST_SORTS) {
      sorts[sortsKept++] = field;
    }
  }

  void addScript(Place place) {
    scripts[place.ordinal()]++;
  }

  /** Whether all of the body was read, so that what is not here is not asked for either. */
  public boolean isWhole() {
    return !oddities.isBlinding();
  }

  /** Whether the form of the search was known by its bytes, so that it was not read. */
  public boolean isKnown() {
    return known;
  }

  /** What is not as it should be. */
  public Oddities oddities() {
    return oddities;
  }

  /** Whether there was a body with anything but blanks. */
  public boolean hasBody() {
    return bodyPresent;
  }

  /** How many bytes of the body were read. */
  public long bytes() {
    return bytes;
  }

  /**
   * The shape of the search: its structure without its values. The same whatever the order of names
   * and clauses and, within a decade, the number of values; another one if a clause, a field or an
   * option is another. Stays the same over restarts and versions of Weir, as long as the search is
   * read the same.
   */
  public long fingerprint() {
    return fingerprint;
  }

  /** How many clauses there are, those that are made of others included. */
  public int clauseCount() {
    return clauseCount;
  }

  public int clauseCount(ClauseKind kind) {
    return clausesOfKind[kind.ordinal()];
  }

  /** How many clauses are not only made of others. */
  public int leafCount() {
    return leaves;
  }

  /** How many clauses stand within each other at most. */
  public int clauseDepth() {
    return deepestClause;
  }

  /** The clauses of which details are kept, in the order of the body. */
  public List<Clause> clauses() {
    return clauses.subList(0, clausesKept);
  }

  /** How many values all clauses together look for. */
  public int values() {
    return values;
  }

  /** How many values the clause with most of them looks for. */
  public int mostValues() {
    return mostValues;
  }

  public int aggregationCount() {
    return aggregationCount;
  }

  /** How many aggregations stand within each other at most. */
  public int aggregationDepth() {
    return deepestAggregation;
  }

  /** The aggregations of which details are kept, each behind the one that it stands within. */
  public List<Aggregation> aggregations() {
    return aggregations.subList(0, aggregationsKept);
  }

  public Aggregation aggregation(int index) {
    return aggregations().get(index);
  }

  /** How many sorts there are, those by score included. */
  public int sortCount() {
    return sortCount;
  }

  /** The fields that are sorted by. */
  public List<String> sortFields() {
    List<String> fields = new ArrayList<>(sortsKept);
    for (int i = 0; i < sortsKept; i++) {
      String field = names.text(sorts[i]);
      if (field != null) {
        fields.add(field);
      }
    }
    return fields;
  }

  /** How many scripts there are. */
  public int scripts() {
    int sum = 0;
    for (int some : scripts) {
      sum += some;
    }
    return sum;
  }

  public int scripts(Place place) {
    return scripts[place.ordinal()];
  }

  /** How many scripts come with the body, and are not stored. */
  public int inlineScripts() {
    return inlineScripts;
  }

  /** Bytes of the longest script that comes with the body. */
  public int longestScript() {
    return longestScript;
  }

  /** The first hit; -1 if it does not say. */
  public long from() {
    return from;
  }

  /** How many hits; -1 if it does not say, which means ten. */
  public long size() {
    return size;
  }

  /** The largest size of hits within hits or aggregations; -1 if none says. */
  public long innerSize() {
    return innerSize;
  }

  /** How many clauses and aggregations have hits of their own. */
  public int innerHits() {
    return innerHits;
  }

  /** How many rows of a statement; -1 if it does not say. */
  public long fetchSize() {
    return fetchSize;
  }

  /** How many documents of a shard are looked at; -1 if all. */
  public long terminateAfter() {
    return terminateAfter;
  }

  public boolean hasTimeout() {
    return timeout;
  }

  public boolean hasSearchAfter() {
    return searchAfter;
  }

  public boolean hasPointInTime() {
    return pointInTime;
  }

  public boolean isSliced() {
    return sliced;
  }

  public Source source() {
    return source;
  }

  public TotalHits totalHits() {
    return totalHits;
  }

  /** Up to which number hits are counted; -1 if it does not say a number. */
  public long totalHitsLimit() {
    return totalHitsLimit;
  }

  public boolean isCollapsed() {
    return collapse;
  }

  public int rescores() {
    return rescores;
  }

  /** The largest window of a rescore; -1 if none says. */
  public long rescoreWindow() {
    return rescoreWindow;
  }

  /** How many fields are highlighted. */
  public int highlights() {
    return highlights;
  }

  public int suggestions() {
    return suggestions;
  }

  /** How many fields are computed for the search, by scripts as a rule. */
  public int computedFields() {
    return computedFields;
  }

  /** How many searches for nearest neighbours there are. */
  public int nearest() {
    return nearest;
  }

  /** The most neighbours or candidates that are looked for; -1 if none says. */
  public long mostNeighbours() {
    return mostNeighbours;
  }

  /** Whether scores are to be explained. */
  public boolean isExplained() {
    return explain;
  }

  /** Whether the engine is to time each part. */
  public boolean isProfiled() {
    return profile;
  }

  /** The statement in SQL, PPL, ES|QL or EQL; absent unless the body holds one. */
  public StatementProfile statement() {
    return statement;
  }

  /** Whether a scroll is opened. */
  public boolean hasScroll() {
    return scroll;
  }

  /** Whether there is a template as text. */
  public boolean hasTemplateText() {
    return templateText;
  }

  /**
   * Whether a template that is a text was read with its parameters as the engine will read it. If
   * not, the profile tells what could be read of it, and there may be more: lists and objects among
   * the parameters are not put in.
   */
  public boolean isTemplateRead() {
    return templateRead;
  }

  /** Whether a stored template is used. */
  public boolean hasStoredTemplate() {
    return storedTemplate;
  }

  /** Whether numbers are left to a template's parameters. */
  public boolean hasPlaceholders() {
    return placeholders;
  }
}
