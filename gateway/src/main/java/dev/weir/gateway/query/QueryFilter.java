package dev.weir.gateway.query;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.AttributeKey;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.BodyNeed.Overflow;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Response;
import dev.weir.gateway.query.Found.Consequence;
import dev.weir.gateway.shape.Shapes;
import dev.weir.gateway.shape.Visit;
import dev.weir.search.Operation;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of each request that has one, looks at writes, and lets them pass, with a warning
 * or without, or refuses it, as the rules say.
 */
public final class QueryFilter implements Filter {
  /** Says the same several times at most, so that no answer grows by what was asked. */
  private static final int MOST_WARNINGS = 8;

  /** Of a bulk whose body was asked for: by hand, rules may change until it is there. */
  private static final AttributeKey<Boolean> LINES_READ =
      new AttributeKey<>("lines-read", Boolean.class);

  private final RuleBook book;
  private final BodyNeed whole;
  private final Supplier<Judge> judges;
  private final Supplier<WriteJudge> writeJudges;
  private final Shapes shapes;
  private final ScrollDesk scrolls;

  /**
   * By these rules.
   *
   * @param judges gives the thread's own
   * @param writeJudges as well
   * @param shapes where searches are recorded
   * @param scrolls keeps count of scrolls
   */
  QueryFilter(
      RuleBook book,
      Supplier<Judge> judges,
      Supplier<WriteJudge> writeJudges,
      Shapes shapes,
      ScrollDesk scrolls) {
    this.shapes = shapes;
    this.scrolls = scrolls;
    this.book = book;
    this.whole = BodyNeed.whole(book.maxBody(), Overflow.PASS);
    this.judges = judges;
    this.writeJudges = writeJudges;
  }

  RuleBook book() {
    return book;
  }

  private static boolean hasQuery(Request request) {
    return switch (request.operation()) {
      case SEARCH, MULTI_SEARCH, COUNT, CURSOR, BY_QUERY, REINDEX, STATEMENT, READ_ADMIN, UNKNOWN ->
          switch (request.payload()) {
            case QUERY, SEARCH_LINES, STATEMENT -> true;
            case OTHER, BULK_LINES -> false;
          };
      case GET_DOCUMENT,
          MULTI_GET,
          BULK,
          PUT_DOCUMENT,
          CREATE_DOCUMENT,
          UPDATE_DOCUMENT,
          DELETE_DOCUMENT,
          WRITE_ADMIN,
          MAINTENANCE ->
          false;
    };
  }

  private static boolean isCursor(Request request) {
    return request.operation() == Operation.CURSOR;
  }

  @Override
  public BodyNeed requestBody(Request request) {
    if (hasQuery(request) || (isCursor(request) && ScrollDesk.wantsBody(request))) {
      return whole;
    }
    if (request.operation() == Operation.BULK && book.readsBulks()) {
      request.setAttribute(LINES_READ, true);
      return whole;
    }
    return BodyNeed.none();
  }

  @Override
  public Action onRequest(Request request) {
    if (isCursor(request)) {
      scrolls.asked(request);
    }
    Judgement judgement = judged(request);
    if (judgement == null) {
      return Action.pass();
    }
    request.setAttribute(Judgement.KEY, judgement);
    // Writes have no shape.
    Refusal byHand = hasQuery(request) ? recorded(request, judgement) : null;
    Found refusing = judgement.refusing();
    if (refusing != null) {
      return Action.refuse(
          Wording.refusal(judgement, refusing, request.attribute(ScrollVisit.KEY)));
    }
    return byHand == null ? Action.pass() : Action.refuse(byHand);
  }

  /**
   * Its searches are recorded; tells why it may not pass by what was ordered about their shapes.
   */
  private @Nullable Refusal recorded(Request request, Judgement judgement) {
    Refusal byHand = shapes.loop().end(request, judgement.rules(), judgement.first());
    Rewording rewording = request.attribute(Rewording.KEY);
    Visit visit = request.attribute(Visit.KEY);
    if (rewording != null && rewording.body() != null && visit != null) {
      visit.rewritten(rewording.body());
    }
    return byHand;
  }

  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    shapes.loop().over(request, end);
    if (isCursor(request)) {
      ScrollDesk.over(request);
    }
  }

  private @Nullable Judgement judged(Request request) {
    if (hasQuery(request)) {
      return judges.get().judge(request, request.body(), book);
    }
    if (!WriteJudge.isWrite(request.operation())) {
      return null;
    }
    boolean read = request.attribute(LINES_READ) != null;
    return writeJudges.get().judge(request, read ? request.body() : null, read, book);
  }

  @Override
  public void onResponse(Request request, Response response) {
    if (isCursor(request)) {
      ScrollDesk.answered(request, response);
    }
    Visit visit = request.attribute(Visit.KEY);
    if (visit != null) {
      response.watchBody(visit);
    }
    Judgement judgement = request.attribute(Judgement.KEY);
    if (judgement == null || judgement.refusing() != null) {
      return;
    }
    List<Found> found = judgement.found();
    for (int i = 0, said = 0; i < found.size() && said < MOST_WARNINGS; i++) {
      if (found.get(i).consequence() == Consequence.WARNED) {
        response.headers().add("Warning", Wording.warning(found.get(i).finding()));
        said++;
      }
    }
  }
}
