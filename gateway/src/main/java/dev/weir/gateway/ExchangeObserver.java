package dev.weir.gateway;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Request;

/**
 * Is told of every exchange that is over: metrics and the access log. Called on the exchange's
 * event loop, for refused and broken requests too; must not block and must not keep what it is
 * given.
 */
@FunctionalInterface
public interface ExchangeObserver {
  /**
   * An exchange is over.
   *
   * @param request what was asked; method and target are empty if what came was not a request
   */
  void onEnd(Request request, ExchangeEnd end);

  /**
   * From now on, leaves out what can be done without, or takes everything in again; on any thread.
   */
  default void reduce(boolean reduced) {}

  /** Sees nothing. */
  static ExchangeObserver none() {
    return (request, end) -> {};
  }
}
