package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.runtime.LogThrottle;
import dev.weir.gateway.runtime.LoopContext;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads one request through the filters, and its response back. Used by one event loop. */
final class FilterRun {
  private static final Logger LOG = LoggerFactory.getLogger(FilterRun.class);
  private static final LogThrottle THROTTLE =
      new LogThrottle(Duration.ofSeconds(1), System.nanoTime());

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Exchange exchange;
  private final LoopContext context;
  private List<Filter> filters = List.of();

  /** The filter whose turn it is. */
  private int turn;

  /** How many filters have been asked about the request. */
  private int entered;

  private @Nullable BodyNeed need;
  private boolean waitingForBody;

  FilterRun(Exchange exchange, LoopContext context) {
    this.exchange = exchange;
    this.context = context;
  }

  void begin(List<Filter> chain) {
    filters = chain;
    turn = 0;
    entered = 0;
    need = null;
    waitingForBody = false;
  }

  /** Whether the filter whose turn it is waits for the whole body. */
  boolean isWaitingForBody() {
    return waitingForBody;
  }

  boolean hasFilters() {
    return entered > 0;
  }

  /** Runs until a filter must wait, decides, or all have passed. */
  void run() {
    while (turn < filters.size()) {
      Filter filter = filters.get(turn);
      BodyNeed wanted = need;
      if (wanted == null) {
        wanted = need(filter);
        need = wanted;
      }
      if (wanted instanceof BodyNeed.Whole whole) {
        BodyContents contents = collect(whole.limit(), mostHeld(whole));
        waitingForBody = !contents.isSettled();
        if (waitingForBody) {
          return;
        }
        if (contents.exceeds(whole.limit()) && whole.overflow() == BodyNeed.Overflow.REFUSE) {
          exchange.refuseTooLarge(whole.limit());
          return;
        }
        exchange.request().need(wanted, contents);
      } else {
        exchange.request().need(wanted, null);
      }
      entered = Math.max(entered, turn + 1);
      if (!act(ask(filter))) {
        return;
      }
    }
    int most = exchange.mostToRecall();
    if (most > 0) {
      waitingForBody = !collect(most, exchange.mostHeld()).isSettled();
      if (waitingForBody) {
        return;
      }
    }
    exchange.dispatch(most > 0);
  }

  /** Who is refused for a body that is too large is not refused for those of others. */
  private long mostHeld(BodyNeed.Whole whole) {
    return whole.overflow() == BodyNeed.Overflow.PASS ? exchange.mostHeld() : Long.MAX_VALUE;
  }

  /**
   * Begins to collect the body, if that has not begun.
   *
   * @param held how many bytes of bodies may be held on this loop
   */
  private BodyContents collect(int limit, long held) {
    RequestStream request = exchange.requestStream();
    BodyContents contents = request.contents();
    if (contents != null && contents.limit() >= limit) {
      return contents;
    }
    Client client = exchange.client();
    if (exchange.requestHead().expectsContinue() && !request.isComplete()) {
      client.write(Unpooled.wrappedBuffer(CONTINUE));
      client.flush();
    }
    BodyContents collected = request.collect(exchange.requestHead(), limit, context.bodies(), held);
    client.updateReading();
    return collected;
  }

  private BodyNeed need(Filter filter) {
    try {
      return Objects.requireNonNull(filter.requestBody(exchange.request()));
    } catch (RuntimeException e) {
      failed(filter, e);
      return BodyNeed.none();
    }
  }

  private Action ask(Filter filter) {
    try {
      return Objects.requireNonNull(filter.onRequest(exchange.request()));
    } catch (RuntimeException e) {
      failed(filter, e);
      return Action.pass();
    }
  }

  /** Does what a filter decided, and tells whether the next filter's turn has come. */
  private boolean act(Action action) {
    return switch (action) {
      case Action.Pass() -> {
        turn++;
        need = null;
        yield true;
      }
      case Action.Answer(var reply) -> {
        try {
          LocalAnswer.check(reply);
        } catch (IllegalArgumentException e) {
          failed(filters.get(turn), e);
          yield act(Action.pass());
        }
        exchange.answerHere(reply);
        yield false;
      }
      case Action.Refuse(var refusal) -> {
        exchange.refuseByFilter(refusal);
        yield false;
      }
      case Action.Await(var decision) -> {
        Filter filter = filters.get(turn);
        long generation = exchange.generation();
        decision.whenComplete(
            (later, failure) ->
                context
                    .loop()
                    .execute(
                        () -> {
                          if (exchange.isFiltering(generation)) {
                            resume(filter, later, failure);
                          }
                        }));
        yield false;
      }
    };
  }

  private void resume(Filter filter, @Nullable Action later, @Nullable Throwable failure) {
    if (failure != null) {
      failed(filter, failure);
    }
    if (act(later == null ? Action.pass() : later)) {
      run();
    }
  }

  /** The largest part of the response's body that any filter wants. */
  BodyNeed responseNeed(ResponseView response) {
    BodyNeed most = BodyNeed.none();
    for (int i = entered - 1; i >= 0; i--) {
      BodyNeed wanted;
      try {
        wanted = Objects.requireNonNull(filters.get(i).responseBody(exchange.request(), response));
      } catch (RuntimeException e) {
        failed(filters.get(i), e);
        wanted = BodyNeed.none();
      }
      most = larger(most, wanted);
    }
    return most;
  }

  private static BodyNeed larger(BodyNeed one, BodyNeed other) {
    return switch (other) {
      case BodyNeed.None() -> one;
      case BodyNeed.Streamed() -> one instanceof BodyNeed.Whole ? one : other;
      case BodyNeed.Whole(int limit, var overflow) ->
          one instanceof BodyNeed.Whole(int before, var same) && before > limit ? one : other;
    };
  }

  void onResponse(ResponseView response) {
    for (int i = entered - 1; i >= 0; i--) {
      try {
        filters.get(i).onResponse(exchange.request(), response);
      } catch (RuntimeException e) {
        failed(filters.get(i), e);
      }
    }
  }

  void onEnd(ExchangeEnd end) {
    for (int i = entered - 1; i >= 0; i--) {
      try {
        filters.get(i).onEnd(exchange.request(), end);
      } catch (RuntimeException e) {
        failed(filters.get(i), e);
      }
    }
    entered = 0;
  }

  /** What a filter left behind has failed. */
  void failed() {
    exchange.filterFailed();
  }

  private void failed(Filter filter, Throwable why) {
    exchange.filterFailed();
    if (THROTTLE.passes(System.nanoTime())) {
      LOG.warn("event=filter-failed filter={}", filter.getClass().getName(), why);
    }
  }
}
