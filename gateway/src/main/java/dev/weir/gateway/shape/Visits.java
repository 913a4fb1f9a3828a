package dev.weir.gateway.shape;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Request;
import dev.weir.search.cost.CostModel;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.Finding;
import dev.weir.search.rule.IndexFacts;
import dev.weir.search.shape.ShapeTable;
import dev.weir.search.shape.Sighting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the searches of one event loop, and records them when they are over. Used by that
 * thread.
 */
public final class Visits {
  private static final int LONGEST_INDICES = 128;

  private final Shapes shapes;
  private final ShapeOrders orders;
  private final Sighting sighting = new Sighting();
  private final ShapeTable table;
  private Visit visit = new Visit();
  private @Nullable Refusal refusal;
  private long now;
  private long sampled;

  Visits(Shapes shapes, ShapeOrders orders, ShapeTable table) {
    this.shapes = shapes;
    this.orders = orders;
    this.table = table;
  }

  /** A request with searches has come. */
  public void begin() {
    visit = new Visit();
    refusal = null;
    sampled = 0;
    now = System.nanoTime();
  }

  /**
   * One of its searches.
   *
   * @param profile what it asks for; valid within the call
   * @param facts what is known of its indices
   */
  public void search(SearchProfile profile, IndexFacts facts) {
    long fingerprint = profile.fingerprint();
    int index = visit.searches();
    visit.add(
        fingerprint,
        CostModel.predict(
            profile, facts, table.learnedCost(fingerprint), table.executed(fingerprint)));
    if (refusal == null) {
      refusal = orders.ask(fingerprint, now);
    }
    if (index < Visit.MOST_SEARCHES
        && shapes.keepsSamples()
        && table.wantsSample(fingerprint, now)) {
      sampled |= 1L << index;
    }
  }

  /** Whether a sample of its text is wanted. */
  public boolean wantsText() {
    return sampled != 0;
  }

  /**
   * Takes the beginning of its body, if {@link #wantsText}.
   *
   * @param text unpacked
   * @param lines whether it is a header and a body in turn, a line each
   */
  public void text(byte[] text, int length, boolean lines) {
    Samples.take(visit, sampled, text, length, lines, shapes.keepsValues());
  }

  /**
   * All of its searches have been told.
   *
   * @param rules ids of those that have found something
   * @param first what the first of them has found; null if none has
   * @return why it may not pass; null if it may
   */
  public @Nullable Refusal end(Request request, List<String> rules, @Nullable Finding first) {
    visit.rules(rules, first);
    request.setAttribute(Visit.KEY, visit);
    return refusal;
  }

  /** An exchange is over, with searches in it or without. */
  public void over(Request request, ExchangeEnd end) {
    Visit of = request.attribute(Visit.KEY);
    if (of == null || end.outcome() == Outcome.ANSWERED_HERE) {
      return;
    }
    double cost = of.cost(end);
    long at = System.nanoTime();
    long time = System.currentTimeMillis();
    String operation = request.operation().text();
    for (int i = 0; i < of.searches(); i++) {
      double part = of.part(i);
      boolean alone = of.searches() == 1;
      sighting.begin(of.fingerprint(i), operation, request.tenant().name());
      sighting.indices(bounded(request.indices()));
      sighting.rules(of.rules());
      sighting.sample(of.sample(i));
      sighting.ended(
          Visit.ending(end),
          end.durationNanos(),
          alone ? end.responseBytes() : end.responseBytes() / of.searches());
      long took = of.answer().took();
      sighting.answer(
          alone || took < 0 ? took : Math.round(took * part),
          alone ? of.answer().hits() : -1,
          alone ? of.answer().shards() : -1,
          of.answer().timedOut());
      sighting.cost(cost * part);
      table.record(sighting, at, time);
    }
  }

  private static @Nullable String bounded(@Nullable String indices) {
    return indices == null || indices.length() <= LONGEST_INDICES
        ? indices
        : indices.substring(0, LONGEST_INDICES) + "…";
  }
}
