package dev.weir.gateway.query;

import dev.weir.gateway.fact.GatheredFacts;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.runtime.HeldBodies;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.shape.Shapes;
import dev.weir.gateway.status.QueriesStatus;
import dev.weir.gateway.status.ScrollsStatus;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.search.rule.Rule;
import dev.weir.search.rule.Rules;
import dev.weir.search.scroll.OpenScrolls;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway makes of queries: which rules are in force, what they have found, what a hand has
 * set. Outlasts settings. Safe from any thread.
 */
public final class Queries {
  /** So many open scrolls are known, a hundred bytes each: what twenty nodes take by default. */
  private static final int MOST_SCROLLS = 10_000;

  private final Shapes shapes;
  private final LongAdder profiles = new LongAdder();
  private final LongAdder knownForms = new LongAdder();
  private final LongAdder unread = new LongAdder();
  private final Map<String, RuleRecord> records = new LinkedHashMap<>();
  private final RewriteRecords rewrites = new RewriteRecords();
  private final Comparisons comparisons;
  private final GatheredFacts facts;
  private final ThreadLocal<Judge> judges;
  private final ThreadLocal<WriteJudge> writeJudges = ThreadLocal.withInitial(WriteJudge::new);
  private final OpenScrolls scrolls = new OpenScrolls(MOST_SCROLLS, System.nanoTime());
  private final ThreadLocal<ScrollReading> readings = ThreadLocal.withInitial(ScrollReading::new);
  private volatile @Nullable RuleBook book;

  /**
   * Nothing is read yet.
   *
   * @param facts what is known of indices
   * @param shapes where searches are recorded
   * @param executor compares answers
   */
  public Queries(GatheredFacts facts, Shapes shapes, Executor executor) {
    this.facts = facts;
    this.shapes = shapes;
    this.comparisons = new Comparisons(rewrites, executor);
    this.judges =
        ThreadLocal.withInitial(
            () -> new Judge(facts, profiles, knownForms, unread, shapes.loop(), reworder()));
    for (Rule rule : Rules.all()) {
      records.put(rule.id(), new RuleRecord(rule.id()));
    }
  }

  /** A filter that applies settings; null if no query is to be read. Changes nothing yet. */
  public @Nullable QueryFilter filter(
      @Nullable QueriesSettings settings, List<RouteSettings> routes) {
    return settings == null
        ? null
        : new QueryFilter(
            RuleBook.of(settings, routes, this::known),
            judges::get,
            writeJudges::get,
            shapes,
            new ScrollDesk(
                scrolls, readings::get, System::nanoTime, settings.maxBody().intBytes(), routes));
  }

  /** A filter that sees the answers to searches that were rewritten; stands nearest to the node. */
  public Filter answers() {
    return new RewordedAnswers(comparisons);
  }

  /** From now on, that filter is the one in force, and routes lead to these clusters. */
  public void use(
      @Nullable QueryFilter filter,
      List<RouteSettings> routes,
      Collection<UpstreamCluster> clusters) {
    book = filter == null ? null : filter.book();
    comparisons.take(routes, clusters);
  }

  private Reworder reworder() {
    return new Reworder(rewrites, comparisons);
  }

  private RuleRecord known(String rule) {
    return Objects.requireNonNull(records.get(rule));
  }

  /**
   * Sets the mode of a rule for all searches, for a time after which it goes back by itself.
   *
   * @param why as it is shown
   * @return whether there is such a rule, and queries are read
   */
  public boolean setMode(String rule, RuleMode mode, Duration time, String why) {
    RuleRecord record = records.get(rule);
    if (record == null || book == null) {
      return false;
    }
    record.hold(mode, time, why);
    return true;
  }

  /**
   * Takes back what was set of a rule; tells whether there is such a rule, and queries are read.
   */
  public boolean modeBack(String rule) {
    RuleRecord record = records.get(rule);
    if (record == null || book == null) {
      return false;
    }
    record.letGo();
    return true;
  }

  /**
   * Queries and rules at this moment.
   *
   * @param bodies what each event loop holds
   */
  public QueriesStatus status(List<HeldBodies> bodies) {
    RuleBook now = book;
    List<RuleInForce> rules = now == null ? List.of() : now.rules();
    return new QueriesStatus(
        now != null,
        profiles.sum(),
        knownForms.sum(),
        unread.sum(),
        bodies.stream().mapToLong(HeldBodies::bytes).sum(),
        bodies.stream().mapToLong(HeldBodies::denied).sum(),
        rules.stream().map(rule -> rule.record().status(rule)).toList(),
        facts.status(),
        rewrites.status(now == null ? List.of() : now.rewrites().all()),
        new ScrollsStatus(
            scrolls.open(System.nanoTime()),
            scrolls.opened(),
            scrolls.expired(),
            scrolls.uncounted()));
  }
}
