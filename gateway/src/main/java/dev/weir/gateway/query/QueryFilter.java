package dev.weir.gateway.query;

import dev.weir.gateway.filter.Action;
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
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the query of each request that has one, and lets it pass, with a warning or without, or
 * refuses it, as the rules say.
 */
public final class QueryFilter implements Filter {
  /** Says the same several times at most, so that no answer grows by what was asked. */
  private static final int MOST_WARNINGS = 8;

  private final RuleBook book;
  private final BodyNeed whole;
  private final Supplier<Judge> judges;
  private final Shapes shapes;

  /**
   * By these rules.
   *
   * @param judges gives the thread's own
   * @param shapes where searches are recorded
   */
  QueryFilter(RuleBook book, Supplier<Judge> judges, Shapes shapes) {
    this.shapes = shapes;
    this.book = book;
    this.whole = BodyNeed.whole(book.maxBody(), Overflow.PASS);
    this.judges = judges;
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

  @Override
  public BodyNeed requestBody(Request request) {
    return hasQuery(request) ? whole : BodyNeed.none();
  }

  @Override
  public Action onRequest(Request request) {
    if (!hasQuery(request)) {
      return Action.pass();
    }
    Judgement judgement = judges.get().judge(request, request.body(), book);
    request.setAttribute(Judgement.KEY, judgement);
    Refusal byHand = shapes.loop().end(request, judgement.rules());
    Found refusing = judgement.refusing();
    if (refusing != null) {
      return Action.refuse(Wording.refusal(judgement, refusing));
    }
    return byHand == null ? Action.pass() : Action.refuse(byHand);
  }

  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    shapes.loop().over(request, end);
  }

  @Override
  public void onResponse(Request request, Response response) {
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
