package dev.weir.search.rule;

import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of rules that come with Weir, in the order in which they are asked. A rule is made of
 * its kind, with a limit of its own where it has one.
 */
public enum RuleKind {
  UNREAD(true, BlindSpot::new),
  TOO_MANY_VALUES(true, 1_000, "values of one clause", TooManyValues::new),
  TOO_MANY_CLAUSES(true, 500, "clauses", TooManyClauses::new),
  DEEP_PAGE(true, 10_000, "the last hit of the page, counted from the first", DeepPage::new),
  LARGE_PAGE(true, 10_000, "hits at once", LargePage::new),
  TOO_MANY_BUCKETS(
      true, 65_535, "buckets, if every aggregation fills its size", TooManyBuckets::new),
  MANY_VALUED_AGGREGATION(
      true, 1_000_000, "different values of the field", ManyValuedAggregation::new),
  TERM_ON_FLOAT(true, TermOnFloat::new),
  FIELDDATA(true, Fielddata::new),
  WHOLE_SOURCE(true, 32L * 1024 * 1024, "bytes of documents, by their mean size", WholeSource::new),
  MANY_SCROLLS(true, 100, "scrolls of one tenant that are open at once", ManyScrolls::new),
  LARGE_BULK(true, 32L * 1024 * 1024, "bytes", LargeBulk::new),
  LONG_BULK(false, 20_000, "items", LongBulk::new),
  NESTED_IN_LARGE(false, 16L * 1024, "bytes of a document, on average", NestedInLarge::new),
  LEADING_WILDCARD(false, LeadingWildcard::new),
  SHORT_PREFIX(false, 3, "letters in front, at least", ShortPrefix::new),
  LOOSE_REGEXP(false, 3, "letters in front, at least", LooseRegexp::new),
  FUZZY(false, 3, "fuzzy clauses", Fuzzy::new),
  MANY_EXPANSIONS(false, 1_000, "terms that a clause may be expanded to", ManyExpansions::new),
  HEAVY_QUERY_STRING(false, HeavyQueryString::new),
  SCRIPT(false, ScriptInSearch::new),
  EXACT_TOTAL(false, ExactTotal::new),
  ALL_INDICES(false, AllIndices::new),
  STATEMENT_WITHOUT_LIMIT(false, StatementWithoutLimit::new),
  MANY_SHARDS(false, 1_000, "shards, one copy of each", ManyShards::new),
  UNSTABLE_RANGE(false, UnstableRange::new),
  OPEN_SCROLL(false, 1, "seconds that it is kept between two requests", OpenScroll::new),
  BARE_BY_QUERY(false, BareByQuery::new),
  BULK_WITHOUT_IDS(false, BulkWithoutIds::new),
  REFRESH_ON_WRITE(false, RefreshOnWrite::new);

  private static final List<RuleKind> ALL = List.of(values());

  private final boolean usual;
  private final long limit;
  private final String measure;

  @SuppressWarnings("ImmutableEnumChecker") // A constructor, which holds nothing.
  private final LongFunction<Rule> maker;

  RuleKind(boolean usual, long limit, String measure, LongFunction<Rule> maker) {
    this.usual = usual;
    this.limit = limit;
    this.measure = measure;
    this.maker = maker;
  }

  RuleKind(boolean usual, Supplier<Rule> maker) {
    this(usual, 0, "", limit -> maker.get());
  }

  /** All of them. */
  public static List<RuleKind> all() {
    return ALL;
  }

  /** The kind of that id; null if there is none. */
  public static @Nullable RuleKind of(String id) {
    return ALL.stream().filter(kind -> kind.id().equals(id)).findFirst().orElse(null);
  }

  /** The name that stays: of settings, metrics, refusals and pages. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether neither dashboards nor the benchmarks of the engines trip it at its own limit, but for
   * those that measure the very danger: what it finds is trouble for any cluster.
   */
  public boolean isUsual() {
    return usual;
  }

  /** Whether it measures a number that may have another limit. */
  public boolean hasLimit() {
    return !measure.isEmpty();
  }

  /** The limit that it has if nobody says another; 0 if it has none. */
  public long limit() {
    return limit;
  }

  /** What the limit is of, with the unit; empty if it has none. */
  public String measure() {
    return measure;
  }

  /** Whether it looks at the lines of a bulk, and not only at its size. */
  public boolean readsBulk() {
    return this == LONG_BULK || this == BULK_WITHOUT_IDS;
  }

  /** Whether it is about writes, and not about searches. */
  public boolean isAboutWrites() {
    return switch (this) {
      case LARGE_BULK, LONG_BULK, BULK_WITHOUT_IDS, REFRESH_ON_WRITE -> true;
      default -> false;
    };
  }

  /** Whether what it refuses may pass later as it is. */
  public boolean passesLater() {
    return this == MANY_SCROLLS;
  }

  /** Whether it lacks facts where none are gathered. */
  public boolean needsFacts() {
    return switch (this) {
      case MANY_VALUED_AGGREGATION,
          TERM_ON_FLOAT,
          FIELDDATA,
          WHOLE_SOURCE,
          NESTED_IN_LARGE,
          MANY_SHARDS ->
          true;
      default -> false;
    };
  }

  /** A rule at the limit of its own. */
  public Rule make() {
    return maker.apply(limit);
  }

  /**
   * A rule at another limit.
   *
   * @throws IllegalArgumentException if it has none, or the limit is below 1
   */
  public Rule make(long at) {
    if (!hasLimit() || at < 1) {
      throw new IllegalArgumentException(
          hasLimit() ? id() + ": limit " + at + " (expected: at least 1)" : id() + " has no limit");
    }
    return maker.apply(at);
  }
}
