package dev.weir.gateway.exchange;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.tenant.Caller;
import dev.weir.gateway.tenant.Identification;
import dev.weir.gateway.tenant.Identifier;
import dev.weir.gateway.tenant.Known;
import dev.weir.gateway.tenant.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose request an exchange is: at once as a rule, and otherwise within a bound. Used by
 * one event loop.
 */
final class Identifying {
  private final Exchange exchange;
  private final LoopContext context;
  private Identifier identifier = Identifier.ofNobody();
  private boolean waiting;
  private long until;

  Identifying(Exchange exchange, LoopContext context) {
    this.exchange = exchange;
    this.context = context;
  }

  /** Tells the exchange at once or later. */
  void begin(Identifier by, Head head, Caller caller) {
    identifier = by;
    waiting = false;
    take(by.identify(head, caller, context.now()));
  }

  private void take(Identification found) {
    switch (found) {
      case Known known -> exchange.identified(known);
      case Identification.Refused refused -> exchange.unidentified(refused);
      case Identification.Later(var verdict) -> {
        long of = exchange.generation();
        waiting = true;
        until = context.now() + identifier.patienceNanos();
        verdict.whenComplete((given, _) -> context.loop().execute(() -> settle(of, given)));
      }
    }
  }

  private void settle(long of, @Nullable Verdict given) {
    if (waiting && exchange.isFiltering(of)) {
      waiting = false;
      take(identifier.settle(given, exchange.requestHead(), exchange.client().caller()));
    }
  }

  /** Time has passed: who has not been told by now is told that nobody had time. */
  void onTick(long now) {
    if (waiting && now - until > 0) {
      settle(exchange.generation(), null);
    }
  }
}
