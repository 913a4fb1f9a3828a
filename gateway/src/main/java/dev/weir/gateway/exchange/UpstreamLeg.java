package dev.weir.gateway.exchange;

import dev.weir.flow.deadline.Deadline;
import dev.weir.gateway.exchange.Attempt.Merit;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.runtime.Alarms.Alarm;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.upstream.ClusterShare;
import dev.weir.gateway.upstream.Endpoint;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.gateway.upstream.UpstreamConnection;
import dev.weir.search.answer.WholenessPeek.Verdict;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An exchange's way to an answer: tries one endpoint, where that fails and it is safe another, at
 * once and then after waits, and beside a slow one a second, whichever answers first. Used by one
 * event loop.
 */
final class UpstreamLeg {
  private final Exchange exchange;
  private final LoopContext context;
  private final EndpointChoice choice = new EndpointChoice();
  private final Replay replay;
  private final BulkAnswers bulk;
  private final Attempts attempts;
  private final Hedging hedging;
  private final Alarm retryTime;
  private @Nullable String lastEndpoint;
  private String lastCause = "";
  private int count;
  private boolean answeredBadly;
  private boolean sent;
  private boolean headChanged;

  UpstreamLeg(Exchange exchange, LoopContext context) {
    this.exchange = exchange;
    this.context = context;
    this.replay = new Replay(exchange);
    this.bulk = new BulkAnswers(exchange, replay);
    this.attempts = new Attempts(exchange, this, context);
    this.hedging = new Hedging(attempts, choice, replay, context);
    this.retryTime = context.alarms().alarm(this::onRetryTime);
  }

  /** Begins with another exchange. */
  void begin() {
    choice.begin();
    replay.begin();
    bulk.begin();
    hedging.begin();
    lastEndpoint = null;
    lastCause = "";
    count = 0;
    answeredBadly = false;
    sent = false;
    headChanged = false;
    attempts.current().response().restart();
  }

  /** Releases what is held of answers. */
  void clear() {
    attempts.current().response().clear();
  }

  /** The answer, as far as it has come. */
  ResponseStream response() {
    return attempts.current().response();
  }

  /** How many endpoints the request was sent to. */
  int attempts() {
    return count;
  }

  @Nullable String endpointName() {
    return lastEndpoint;
  }

  /** Whether the node cannot take more of the request for now, or there is no node yet. */
  boolean holdsBack() {
    return attempts.current().holdsBack();
  }

  /** The moment by which the request must be answered. */
  Deadline deadline() {
    return replay.deadline();
  }

  /**
   * Sets out.
   *
   * @param hasDeadline whether its caller or its route has set a deadline
   */
  void start(UpstreamCluster to, boolean hasDeadline) {
    if (hasDeadline) {
      replay.bound();
    }
    start(to);
  }

  private void start(UpstreamCluster to) {
    choice.at(to, exchange, context);
    replay.at(to.settings().retry(), choice.view().repeats());
    replay.repeats().onRequest();
    long now = System.nanoTime();
    Endpoint first = choice.next(now);
    if (first == null) {
      exchange.refuse(Refusals.noEndpoint(to.name()), Outcome.UPSTREAM_UNAVAILABLE);
    } else {
      attempt(first, false, now);
    }
  }

  /**
   * Begins again at another cluster, with what is left of the time.
   *
   * @param sameHead whether that can be sent the head that was meant for the first
   */
  void moveTo(UpstreamCluster to, boolean sameHead) {
    abandon();
    headChanged = !sameHead;
    answeredBadly = false;
    hedging.restart();
    exchange.requestStream().rewind();
    start(to);
  }

  private void attempt(Endpoint next, boolean fresh, long now) {
    UpstreamCluster to = cluster();
    if (replay.tries() > 0) {
      exchange.requestStream().rewind();
      to.repeatCounts().retries().increment();
    }
    replay.tried();
    lastEndpoint = next.name();
    attempts.current().start(next, fresh, to.settings().pool().maxWait(), share(), now);
  }

  void onConnected(Attempt attempt, UpstreamConnection connection) {
    count++;
    RequestStream request = exchange.requestStream();
    boolean copied = request.isComplete() && request.isKept();
    ByteBuf head = copied ? newHead() : null;
    if (attempts.isSecond(attempt)) {
      request.sendCopy(connection, head);
      connection.sent();
    } else if (head != null) {
      request.sendCopy(connection, head);
      wasSent();
      connection.sent();
    } else {
      send(connection);
    }
    connection.flush();
    exchange.client().updateReading();
  }

  /** More of the request has come. */
  void onRequestBytes() {
    UpstreamConnection connection = attempts.current().connection();
    if (connection != null && exchange.requestStream().pendingBytes() > 0) {
      send(connection);
    }
  }

  void flush() {
    attempts.current().flush();
  }

  private void send(UpstreamConnection to) {
    RequestStream request = exchange.requestStream();
    request.sendTo(to);
    if (request.isSent()) {
      wasSent();
      to.sent();
    }
  }

  /** A head for this attempt alone; null if the request's own serves. */
  private @Nullable ByteBuf newHead() {
    return Additions.head(exchange, cluster(), choice, replay, headChanged);
  }

  private void wasSent() {
    if (!sent) {
      sent = true;
      long now = System.nanoTime();
      replay.deadline().within(now, cluster().settings().deadline().toNanos());
      exchange.requestSent(now);
      hedging.onFirstSent(now);
    }
    hedging.onSent();
  }

  /** The client cannot take more of the answer for now, or can again. */
  void setReading(boolean reading) {
    attempts.setReading(reading);
  }

  // What comes of attempts.

  /** The head of an answer is there. */
  void onAnswered(Endpoint answering, Head head) {
    cluster().answered(answering, head);
  }

  /** Judges an answer by its head. */
  Judgement judge(Attempt attempt, Head head) {
    int status = head.status();
    if (status != 200 && bulk.isBegun() && bulk.finish(attempt)) {
      return Judgement.DECLINED;
    }
    if (status == 502 || status == 503 || status == 504) {
      return declines(attempt, status, Merit.REFUSED, RetryAfter.nanos(head));
    }
    if (status == 500 && replay.isRead() && replay.settings().partialAnswers() && !answeredBadly) {
      // As a rule a node was lost in the midst of a search; if it is not that, the next says it
      // too.
      return declines(attempt, status, Merit.NEITHER, -1);
    }
    if (status == 429) {
      long wait = RetryAfter.nanos(head);
      // Without a word on when to come back, another try would only add to what is too much.
      return wait < 0 ? Judgement.TAKEN : declines(attempt, status, Merit.NEITHER, wait);
    }
    return status == 200 && isPeeked() ? Judgement.PEEKED : Judgement.TAKEN;
  }

  private boolean isPeeked() {
    return switch (exchange.operation()) {
      case SEARCH -> replay.settings().partialAnswers() && replay.hasTriesLeft() && replay.isSafe();
      case BULK -> replay.settings().bulkItems() && exchange.requestStream().isKept();
      default -> false;
    };
  }

  /** Whether the whole of a bulk's answer is wanted, before any of it is sent on. */
  boolean gathersItems(Verdict verdict) {
    return bulk.wants(verdict);
  }

  /** Whether nothing of a bulk's answer is sent on, because its items are gathered. */
  boolean isBulkDeclined(Attempt attempt, Head head, byte[] body) {
    return bulk.take(attempt, this, cluster(), head, body);
  }

  /** There will be no further attempt: the client gets what there is, or is told why not. */
  private void giveUp(Refusal refusal, Outcome outcome) {
    if (bulk.isBegun()) {
      bulk.answer();
    } else {
      exchange.refuse(refusal, outcome);
    }
  }

  private Judgement declines(Attempt attempt, int status, Merit merit, long wait) {
    return isDeclined(attempt, "it answered " + status, merit, wait)
        ? Judgement.DECLINED
        : Judgement.TAKEN;
  }

  /** Whether an answer, in which shards have failed, is declined. */
  boolean isPartialDeclined(Attempt attempt) {
    boolean declined = isDeclined(attempt, "shards failed in its answer", Merit.NEITHER, -1);
    if (declined) {
      cluster().repeatCounts().partialAnswers().increment();
    }
    return declined;
  }

  private boolean isDeclined(Attempt attempt, String cause, Merit merit, long wait) {
    Endpoint answering = attempt.endpoint();
    if (answering == null) {
      return true;
    }
    if (attempts.isOtherUnderWay(attempt)) {
      attempt.end(merit, cause, false);
      goOnWithout(attempt);
      return true;
    }
    long now = System.nanoTime();
    boolean atOnce = wait < 0 && !answeredBadly;
    long delay = wait >= 0 ? wait : atOnce ? 0 : replay.nextWait();
    if (!replay.isSafe() || !replay.isInBounds(delay, now) || !replay.tryPay(now)) {
      return false;
    }
    answeredBadly = true;
    choice.tried(answering);
    lastCause = cause;
    attempt.end(merit, cause, false);
    Endpoint next = atOnce ? choice.next(now) : null;
    if (next != null) {
      attempt(next, false, now);
    } else {
      retryLater(delay);
    }
    return true;
  }

  /** An attempt has failed without an answer. */
  void onFailed(Attempt attempt, String cause, Failure failure) {
    Endpoint failing = attempt.endpoint();
    if (failing == null) {
      return;
    }
    attempt.end(failure == Failure.STALE ? Merit.NEITHER : Merit.FAILED, cause, false);
    if (attempts.isOtherUnderWay(attempt)) {
      goOnWithout(attempt);
      return;
    }
    lastCause = cause;
    choice.tried(failing);
    long now = System.nanoTime();
    boolean repeated =
        (failure == Failure.UNSENT || replay.isSafe())
            && replay.isInBounds(0, now)
            && (failure != Failure.LOST || replay.tryPay(now));
    if (!repeated || !again(failing, failure == Failure.STALE, now)) {
      giveUp(
          Refusals.upstreamFailed(failing.name(), replay.tries(), cause), Outcome.UPSTREAM_FAILED);
    }
  }

  private boolean again(Endpoint failing, boolean stale, long now) {
    Endpoint next = choice.next(now);
    if (next == null && stale) {
      next = failing;
    }
    if (next != null) {
      attempt(next, stale, now);
      return true;
    }
    if (exchange.movesOn()) {
      return true;
    }
    long delay = replay.nextWait();
    if (!choice.view().isAnyUp() || !replay.isInBounds(delay, now)) {
      return false;
    }
    retryLater(delay);
    return true;
  }

  /** Sends the request again after a wait, which nothing is under way in. */
  void retryLater(long delay) {
    replay.waits();
    retryTime.set(delay);
  }

  private void onRetryTime() {
    long now = System.nanoTime();
    Endpoint next = choice.next(now);
    if (next == null) {
      choice.forget();
      next = choice.next(now);
    }
    if (next != null) {
      attempt(next, false, now);
    } else {
      giveUp(Refusals.noEndpoint(cluster().name()), Outcome.UPSTREAM_UNAVAILABLE);
    }
  }

  /**
   * No connection to this endpoint: not its fault; another may have one.
   *
   * @param waited whether it has waited for one, in vain
   */
  void onBusy(Attempt attempt, boolean waited) {
    Endpoint full = attempt.endpoint();
    if (full == null) {
      return;
    }
    attempt.end(Merit.NEITHER, "", false);
    if (attempts.isOtherUnderWay(attempt)) {
      goOnWithout(attempt);
      return;
    }
    choice.tried(full);
    UpstreamCluster in = cluster();
    long now = System.nanoTime();
    Endpoint next = choice.next(now);
    if (next != null) {
      attempt(next, false, now);
    } else {
      giveUp(
          waited
              ? Refusals.waitedTooLong(in.name(), in.settings().pool().maxWait())
              : Refusals.poolExhausted(in.name()),
          Outcome.UPSTREAM_UNAVAILABLE);
    }
  }

  /** The client gets this attempt's answer: nothing else is tried, and nothing sent again. */
  void onTaken(Attempt attempt) {
    hedging.cancel();
    if (attempts.isSecond(attempt)) {
      cluster().repeatCounts().hedgesWon().increment();
      goOnWithout(attempts.current());
    } else {
      attempts.endSecond();
    }
    lastEndpoint = attempt.endpointName();
    long now = System.nanoTime();
    if (replay.isRead()) {
      replay.repeats().onRead(now - attempt.began(), now);
    }
    exchange.answered(now);
    exchange.requestStream().forget();
  }

  /** One of two attempts is over; goes on with the other. */
  private void goOnWithout(Attempt over) {
    attempts.goOnWithout(over);
    lastEndpoint = attempts.current().endpointName();
  }

  // Its end.

  /**
   * The answer is complete, or not needed any more.
   *
   * @param failed whether the node answered that it could not
   * @param reusable whether the connection can serve another exchange
   */
  void finish(boolean failed, boolean reusable) {
    attempts.current().end(failed ? Merit.REFUSED : Merit.SERVED, "it answered so", reusable);
  }

  /** The answer broke off, too late to begin again. */
  void brokeOff(String cause) {
    attempts.current().end(Merit.FAILED, cause, false);
  }

  /** Stops, wherever it is: closing the connection tells the node to stop, too. */
  void abandon() {
    retryTime.cancel();
    hedging.cancel();
    attempts.end();
  }

  void onTick(long now) {
    Attempt current = attempts.current();
    if (current.isAnswering()) {
      exchange.patience().checkResponse(now);
      return;
    }
    if (replay.deadline().isPast(now)) {
      timedOut();
      return;
    }
    if (current.isSending() && !sent) {
      UpstreamConnection connection = current.connection();
      exchange.patience().checkRequest(now, connection != null && !connection.isWritable());
      return;
    }
    attempts.onTick(now);
    leaveIfDown(attempts.current());
    hedging.onTick();
  }

  /** A node that has stopped answering its checks, or anything, will hardly answer this. */
  private void leaveIfDown(Attempt attempt) {
    Endpoint slow = attempt.endpoint();
    if (slow == null || (slow.isUp() && !slow.isSuspect()) || !attempt.isSending() || !sent) {
      return;
    }
    String cause = "it stopped answering its checks";
    if (attempts.isOtherUnderWay(attempt)) {
      attempt.end(Merit.FAILED, cause, false);
      goOnWithout(attempt);
      return;
    }
    long now = System.nanoTime();
    if (!choice.hasOtherThan(slow, now) && exchange.movesOn()) {
      return;
    }
    if (replay.isSafe()
        && replay.isInBounds(0, now)
        && choice.hasOtherThan(slow, now)
        && replay.tryPay(now)) {
      attempt.end(Merit.FAILED, cause, false);
      choice.tried(slow);
      lastCause = cause;
      if (!again(slow, false, now)) {
        giveUp(
            Refusals.upstreamFailed(slow.name(), replay.tries(), cause), Outcome.UPSTREAM_FAILED);
      }
    }
  }

  /** The request has had its time. */
  void timedOut() {
    String slow = lastEndpoint == null ? "" : lastEndpoint;
    Attempt current = attempts.current();
    if (current.isSending()) {
      current.end(Merit.LATE, "no answer in time", false);
    }
    giveUp(
        replay.isBounded()
            ? Refusals.deadlinePassed(slow, lastCause)
            : Refusals.upstreamTimeout(slow, cluster().settings().deadline(), lastCause),
        Outcome.UPSTREAM_TIMEOUT);
  }

  UpstreamCluster cluster() {
    return choice.cluster();
  }

  /** What the request has of it; null if that is all. */
  @Nullable ClusterShare share() {
    return choice.share();
  }
}
