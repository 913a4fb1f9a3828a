package dev.weir.gateway.query;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Response;

/**
 * Tells clients which rewrites have changed their answers, and looks at answers that are to be
 * compared as they pass. Stands nearest to the node, so that these are the node's.
 */
final class RewordedAnswers implements Filter {
  private final Comparisons comparisons;

  RewordedAnswers(Comparisons comparisons) {
    this.comparisons = comparisons;
  }

  @Override
  public Action onRequest(Request request) {
    return Action.pass();
  }

  @Override
  public BodyNeed responseBody(Request request, Response response) {
    return isCompared(request, response) ? BodyNeed.streamed() : BodyNeed.none();
  }

  private static boolean isCompared(Request request, Response response) {
    return request.attribute(Comparison.KEY) != null
        && response.status() == 200
        && response.endpoint() != null;
  }

  @Override
  public void onResponse(Request request, Response response) {
    Rewording rewording = request.attribute(Rewording.KEY);
    if (rewording == null || response.endpoint() == null) {
      return;
    }
    String visible = rewording.visible();
    if (!visible.isEmpty()) {
      response.headers().add("Weir-Rewritten", visible);
    }
    Comparison comparison = request.attribute(Comparison.KEY);
    if (comparison != null && isCompared(request, response)) {
      comparison.begin(response.headers().get("Content-Encoding"));
      response.transformBody(comparison::look);
    }
  }

  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    Comparison comparison = request.attribute(Comparison.KEY);
    if (comparison != null && end.outcome() == Outcome.ANSWERED && comparison.isWhole()) {
      comparisons.compare(comparison);
    }
  }
}
