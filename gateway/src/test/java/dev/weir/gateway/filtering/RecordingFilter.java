package dev.weir.gateway.filtering;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Response;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A filter put together from what a test is about; remembers how exchanges ended. */
final class RecordingFilter implements Filter {
  private final List<Outcome> ends = new CopyOnWriteArrayList<>();
  private BodyNeed requestNeed = BodyNeed.none();
  private BodyNeed responseNeed = BodyNeed.none();
  private Function<Request, Action> decision = request -> Action.pass();
  private BiConsumer<Request, Response> look = (request, response) -> {};

  static RecordingFilter deciding(Function<Request, Action> decision) {
    RecordingFilter filter = new RecordingFilter();
    filter.decision = decision;
    return filter;
  }

  static RecordingFilter looking(BiConsumer<Request, Response> look) {
    RecordingFilter filter = new RecordingFilter();
    filter.look = look;
    return filter;
  }

  RecordingFilter lookingToo(BiConsumer<Request, Response> also) {
    look = also;
    return this;
  }

  RecordingFilter needing(BodyNeed request, BodyNeed response) {
    requestNeed = request;
    responseNeed = response;
    return this;
  }

  List<Outcome> ends() {
    return ends;
  }

  @Override
  public BodyNeed requestBody(Request request) {
    return requestNeed;
  }

  @Override
  public Action onRequest(Request request) {
    return decision.apply(request);
  }

  @Override
  public BodyNeed responseBody(Request request, Response response) {
    return responseNeed;
  }

  @Override
  public void onResponse(Request request, Response response) {
    look.accept(request, response);
  }

  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    ends.add(end.outcome());
  }
}
