package dev.weir.gateway.query;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.BodyNeed.Overflow;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Response;
import dev.weir.gateway.query.Found.Consequence;
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

  /**
   * By these rules.
   *
   * @param judges gives the thread's own
   */
  QueryFilter(RuleBook book, Supplier<Judge> judges) {
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
    Found refusing = judgement.refusing();
    return refusing == null ? Action.pass() : Action.refuse(Wording.refusal(judgement, refusing));
  }

  @Override
  public void onResponse(Request request, Response response) {
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
