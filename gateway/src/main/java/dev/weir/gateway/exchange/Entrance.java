package dev.weir.gateway.exchange;

import dev.weir.flow.concurrency.Outcome;
import dev.weir.gateway.admission.Admission;
import dev.weir.gateway.admission.Passage;
import dev.weir.gateway.admission.Passage.Step;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.remember.Place;
import dev.weir.gateway.remember.Question;
import dev.weir.gateway.runtime.Alarms.Alarm;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.upstream.ClusterShare;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exchange before it goes to a node: through limits and into a lane, at once as a rule. Used by
 * one event loop, but for being woken.
 */
final class Entrance implements Passage.Waiter {
  private final Exchange exchange;
  private final LoopContext context;
  private final Passage passage = new Passage(this);
  private final Alarm turn;
  private long latestStart;
  private @Nullable Admission asked;
  private String cluster = "";

  Entrance(Exchange exchange, LoopContext context) {
    this.exchange = exchange;
    this.context = context;
    this.turn = context.alarms().alarm(this::onTurn);
  }

  /** Begins with another exchange. */
  void begin() {
    passage.begin();
  }

  /**
   * Asks to go to a cluster.
   *
   * @param announced length of the body, as the head tells; below 0 if it does not
   * @param leftNanos until it is too late to begin
   */
  void ask(Admission admission, String wanted, long announced, long leftNanos) {
    long now = System.nanoTime();
    asked = admission;
    cluster = wanted;
    latestStart = now + leftNanos;
    take(admission.ask(passage, exchange.request(), wanted, announced, latestStart, now));
  }

  /** Asks to go to another cluster, the first having failed; as {@link #ask}. */
  void moveOn(Admission admission, String wanted, long announced, long leftNanos) {
    long now = System.nanoTime();
    cluster = wanted;
    latestStart = now + leftNanos;
    take(admission.moveOn(passage, exchange.request(), wanted, announced, latestStart, now));
  }

  /** Tells what the request asks, before it goes anywhere, so that it can be found in memory. */
  void asks(@Nullable Question what) {
    passage.asks(what);
  }

  /** The answer to a request whose cluster cannot be asked, if a switch has it from memory. */
  @Nullable Reply recall(Admission admission, String wanted, long announced) {
    return admission.recall(passage, exchange.request(), wanted, announced);
  }

  /** Where the answer is to be remembered; as a rule nowhere. */
  List<Place> places() {
    return passage.places();
  }

  /** What the request has of its cluster; null if that is all. */
  @Nullable ClusterShare share() {
    return passage.share();
  }

  /** The lane that it is in, waits for, or was turned away from; null if none. */
  @Nullable String lane() {
    return passage.laneName();
  }

  /** How long it has waited for its turn up to now. */
  long waitedNanos(long now) {
    return passage.waitedNanos(now);
  }

  private void take(Step step) {
    switch (step) {
      case PASSED -> exchange.admitted();
      case HELD -> turn.set(passage.holdNanos());
      case WAITING -> {}
      case REFUSED -> exchange.refuseByAdmission(passage.refusal());
      case RECALLED -> exchange.answerHere(passage.known());
    }
  }

  private void onTurn() {
    if (exchange.isEntering()) {
      take(passage.enter(exchange.request(), latestStart, System.nanoTime()));
    }
  }

  @Override
  public void wake() {
    context.loop().execute(this::onWoken);
  }

  private void onWoken() {
    // Who has gone meanwhile, and begun another request, is not meant.
    if (exchange.isEntering()) {
      take(passage.resume(System.nanoTime()));
    }
  }

  /** The switches that have made a difference to it; null if none has. */
  @Nullable String degraded() {
    return passage.degraded();
  }

  /** The exchange is over. */
  void end(ExchangeEnd how) {
    turn.cancel();
    Admission to = asked;
    if (to != null) {
      to.ended(passage, exchange.request(), cluster, how, context.index());
      asked = null;
    }
    passage.end(outcome(how), how.upstreamNanos(), System.nanoTime());
  }

  /** What it tells of the load that it met. */
  private static Outcome outcome(ExchangeEnd how) {
    return switch (how.outcome()) {
      case ANSWERED -> how.itemsRejected() ? Outcome.OVERLOADED : outcome(how.status());
      case UPSTREAM_TIMEOUT -> Outcome.OVERLOADED;
      case TRUNCATED,
          CLIENT_GONE,
          CLIENT_TIMEOUT,
          UPSTREAM_FAILED,
          UPSTREAM_UNAVAILABLE,
          ANSWERED_HERE,
          REFUSED,
          INVALID ->
          Outcome.IGNORED;
    };
  }

  /** What is refused for being wrong takes no time, and tells nothing of the load. */
  private static Outcome outcome(int status) {
    if (status == 429 || status == 503) {
      return Outcome.OVERLOADED;
    }
    return status / 100 == 4 && status != 404 ? Outcome.IGNORED : Outcome.SERVED;
  }
}
