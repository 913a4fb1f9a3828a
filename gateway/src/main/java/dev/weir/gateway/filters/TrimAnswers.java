package dev.weir.gateway.filters;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Response;
import dev.weir.search.trim.AnswerTrim;
import dev.weir.search.trim.Trim;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of answers what a route, or before that a tenant, is to be given. Only of good answers to
 * searches and gets, and only of JSON that is not packed, which the node is not asked to do; what
 * is packed all the same passes untouched and is counted.
 */
public final class TrimAnswers implements Filter {
  private final Map<String, Trim> routes;
  private final Map<String, Trim> tenants;
  private final LongAdder trimmed;
  private final LongAdder untouched;

  /**
   * Trims for these.
   *
   * @param routes what is kept by the name of the route
   * @param tenants what is kept by the name of the tenant
   * @param trimmed counts answers
   * @param untouched counts answers that could not be trimmed
   */
  public TrimAnswers(
      Map<String, Trim> routes, Map<String, Trim> tenants, LongAdder trimmed, LongAdder untouched) {
    this.routes = Map.copyOf(routes);
    this.tenants = Map.copyOf(tenants);
    this.trimmed = trimmed;
    this.untouched = untouched;
  }

  private @Nullable Trim trim(Request request) {
    boolean concerned =
        switch (request.operation()) {
          case SEARCH, MULTI_SEARCH, COUNT, GET_DOCUMENT, MULTI_GET ->
              !request.method().equals("HEAD");
          // Without its id, a cursor could not be moved or closed.
          case CURSOR,
              STATEMENT,
              BULK,
              PUT_DOCUMENT,
              CREATE_DOCUMENT,
              UPDATE_DOCUMENT,
              DELETE_DOCUMENT,
              BY_QUERY,
              REINDEX,
              READ_ADMIN,
              WRITE_ADMIN,
              MAINTENANCE,
              UNKNOWN ->
              false;
        };
    if (!concerned) {
      return null;
    }
    Trim ofTenant = tenants.get(request.tenant().name());
    Trim trim = ofTenant == null ? routes.get(request.route()) : ofTenant;
    return trim == null || !trim.isAny() ? null : trim;
  }

  @Override
  public Action onRequest(Request request) {
    if (trim(request) != null) {
      request.headers().remove("Accept-Encoding");
    }
    return Action.pass();
  }

  @Override
  public BodyNeed responseBody(Request request, Response response) {
    return isGood(response) && trim(request) != null && isReadable(response)
        ? BodyNeed.streamed()
        : BodyNeed.none();
  }

  @Override
  public void onResponse(Request request, Response response) {
    Trim trim = isGood(response) ? trim(request) : null;
    if (trim == null) {
      return;
    }
    if (isReadable(response)) {
      AnswerTrim own = trim.begin();
      response.transformBody((piece, last) -> own.take(piece));
      trimmed.increment();
    } else {
      untouched.increment();
    }
  }

  /** Whether the node has answered, and not refused: what is wrong is told whole. */
  private static boolean isGood(Response response) {
    return response.status() / 100 == 2 && response.endpoint() != null;
  }

  private static boolean isReadable(Response response) {
    String encoding = response.headers().get("Content-Encoding");
    String type = response.headers().get("Content-Type");
    return (encoding == null || encoding.equalsIgnoreCase("identity"))
        && type != null
        && type.toLowerCase(Locale.ROOT).contains("json");
  }
}
