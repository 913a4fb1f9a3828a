package dev.weir.gateway.filter;

/**
 * One concern in the life of a request: it may pass a request on, change it, answer it or refuse
 * it, and may look at or change the response. A filter that needs less does less: every method but
 * {@link #onRequest} has a default that costs nothing.
 *
 * <p>One instance serves every request on every event loop at once, so it holds no state of a
 * request; {@link Request#attribute} does. All methods run on the exchange's event loop and must
 * not block; what takes time is awaited with {@link Action#await}. A method that throws is logged
 * and counted, and the exchange goes on as if the filter had passed.
 */
public interface Filter {
  /**
   * Which part of the request's body this filter wants to see. Asked once, when the head is known.
   */
  default BodyNeed requestBody(Request request) {
    return BodyNeed.none();
  }

  /**
   * Decides on the request. Called once; with the whole body at hand if {@link BodyNeed#whole} was
   * asked for, otherwise as soon as the head is known.
   */
  Action onRequest(Request request);

  /**
   * Which part of the response's body this filter wants to see. Asked once, when its head is known.
   */
  default BodyNeed responseBody(Request request, Response response) {
    return BodyNeed.none();
  }

  /**
   * Sees the response on its way back, in the reverse order of the chain; may change it. Not called
   * for interim (1xx) responses. Called for answers of other filters, too.
   */
  default void onResponse(Request request, Response response) {}

  /** The exchange is over, however it ended; called exactly once if {@link #onRequest} was. */
  default void onEnd(Request request, ExchangeEnd end) {}
}
