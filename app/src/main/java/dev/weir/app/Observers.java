package dev.weir.app;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Request;

/** Two that see every exchange, one after the other. */
record Observers(ExchangeObserver first, ExchangeObserver second) implements ExchangeObserver {
  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    first.onEnd(request, end);
    second.onEnd(request, end);
  }

  @Override
  public void reduce(boolean reduced) {
    first.reduce(reduced);
    second.reduce(reduced);
  }
}
