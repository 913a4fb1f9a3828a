package dev.weir.gateway.exchange;

import dev.weir.flow.balance.Purpose;
import dev.weir.flow.deadline.Deadline;
import dev.weir.gateway.exchange.Attempt.Merit;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.runtime.Alarms.Alarm;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.NodeDeadline;
import dev.weir.gateway.settings.RetrySettings;
import dev.weir.gateway.upstream.ClusterView;
import dev.weir.gateway.upstream.Endpoint;
import dev.weir.gateway.upstream.Repeats;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.gateway.upstream.UpstreamConnection;
import dev.weir.search.Operation;
import dev.weir.search.answer.WholenessPeek.Verdict;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An exchange's way to an answer: tries one endpoint, where that fails and it is safe another, at
 * once and then after waits, and beside a slow one a second, whichever answers first. Used by one
 * event loop.
 */
final class UpstreamLeg {
  private final Exchange exchange;
  private final LoopContext context;
  private final List<Endpoint> tried = new ArrayList<>(4);
  private final Deadline deadline = new Deadline();
  private final Alarm retryTime;
  private final Alarm hedgeTime;
  private Attempt current;

  /** The second try of a hedged request; made when it is first needed. */
  private @Nullable Attempt spare;

  private @Nullable UpstreamCluster cluster;
  private @Nullable ClusterView view;
  private @Nullable String lastEndpoint;
  private String lastCause = "";
  private Purpose purpose = Purpose.ANY;
  private long key;
  private int tries;
  private int attempts;
  private int spaced;
  private boolean bounded;
  private boolean answeredBadly;
  private boolean sent;
  private boolean headChanged;
  private @Nullable Boolean bulkReplayable;
  private @Nullable BulkResend bulk;
  private long hedgeDelay;

  UpstreamLeg(Exchange exchange, LoopContext context) {
    this.exchange = exchange;
    this.context = context;
    this.current = new Attempt(exchange, this, context);
    this.retryTime = context.alarms().alarm(this::onRetryTime);
    this.hedgeTime = context.alarms().alarm(this::onHedgeTime);
  }

  /** Begins with another exchange. */
  void begin() {
    tried.clear();
    deadline.clear();
    cluster = null;
    view = null;
    lastEndpoint = null;
    lastCause = "";
    tries = 0;
    attempts = 0;
    spaced = 0;
    answeredBadly = false;
    sent = false;
    bounded = false;
    bulkReplayable = null;
    headChanged = false;
    bulk = null;
    hedgeDelay = -1;
    current.response().restart();
  }

  /** Releases what is held of answers. */
  void clear() {
    current.response().clear();
  }

  /** The answer, as far as it has come. */
  ResponseStream response() {
    return current.response();
  }

  /** How many endpoints the request was sent to. */
  int attempts() {
    return attempts;
  }

  @Nullable String endpointName() {
    return lastEndpoint;
  }

  /** Whether the node cannot take more of the request for now, or there is no node yet. */
  boolean holdsBack() {
    return current.holdsBack();
  }

  /** The moment by which the request must be answered. */
  Deadline deadline() {
    return deadline;
  }

  /**
   * Sets out.
   *
   * @param hasDeadline whether its caller or its route has set a deadline
   */
  void start(UpstreamCluster to, boolean hasDeadline) {
    cluster = to;
    bounded = hasDeadline;
    ClusterView seen = to.view(context);
    view = seen;
    purpose = Bearing.purpose(exchange.operation());
    key = exchange.key(to.settings().balance());
    seen.repeats().onRequest();
    long now = System.nanoTime();
    Endpoint first = choose(now);
    if (first == null) {
      exchange.refuse(Refusals.noEndpoint(to.name()), Outcome.UPSTREAM_UNAVAILABLE);
    } else {
      attempt(first, false, now);
    }
  }

  private @Nullable Endpoint choose(long now) {
    return view().choose(tried, purpose, key, now);
  }

  /**
   * Begins again at another cluster, with what is left of the time.
   *
   * @param sameHead whether that can be sent the head that was meant for the first
   */
  void moveTo(UpstreamCluster to, boolean sameHead) {
    abandon();
    headChanged = !sameHead;
    tried.clear();
    tries = 0;
    spaced = 0;
    answeredBadly = false;
    hedgeDelay = -1;
    exchange.requestStream().rewind();
    start(to, bounded);
  }

  private void attempt(Endpoint next, boolean fresh, long now) {
    UpstreamCluster to = cluster();
    if (tries > 0) {
      exchange.requestStream().rewind();
      to.repeatCounts().retries().increment();
    }
    tries++;
    lastEndpoint = next.name();
    current.start(next, fresh, to.settings().pool().maxWait(), now);
  }

  void onConnected(Attempt attempt, UpstreamConnection connection) {
    attempts++;
    RequestStream request = exchange.requestStream();
    boolean copied = request.isComplete() && request.isKept();
    ByteBuf head = copied ? newHead() : null;
    if (isSpare(attempt)) {
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
    UpstreamConnection connection = current.connection();
    if (connection != null && exchange.requestStream().pendingBytes() > 0) {
      send(connection);
    }
  }

  void flush() {
    current.flush();
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
    long now = System.nanoTime();
    String preference = Additions.mayPrefer(exchange.operation()) ? view().preference(now) : null;
    NodeDeadline told = cluster().settings().nodeDeadline();
    if (preference == null && !headChanged && (!bounded || told == NodeDeadline.NONE)) {
      return null;
    }
    long left = bounded ? TimeUnit.NANOSECONDS.toMillis(deadline.left(now)) : -1;
    Head head = exchange.requestHead();
    String addition = Additions.of(exchange.request(), head, preference, told, left);
    return addition == null && !headChanged
        ? null
        : OutboundHead.again(exchange, head, exchange.request(), cluster(), addition);
  }

  private void wasSent() {
    if (!sent) {
      sent = true;
      long now = System.nanoTime();
      deadline.within(now, cluster().settings().deadline().toNanos());
      exchange.requestSent(now);
      if (isRead() && isReplayable()) {
        hedgeDelay = repeats().hedgeDelay(now);
      }
    }
    if (hedgeDelay >= 0) {
      hedgeTime.set(hedgeDelay);
    }
  }

  /** The client cannot take more of the answer for now, or can again. */
  void setReading(boolean reading) {
    current.setReading(reading);
    if (spare != null) {
      spare.setReading(reading);
    }
  }

  // What comes of attempts.

  /** The head of an answer is there. */
  void onAnswered(Endpoint answering, Head head) {
    cluster().answered(answering, head);
  }

  /** Judges an answer by its head. */
  Judgement judge(Attempt attempt, Head head) {
    int status = head.status();
    if (status != 200 && bulk != null && bulk.isBegun()) {
      return gathered(attempt) ? Judgement.DECLINED : Judgement.TAKEN;
    }
    if (status == 502 || status == 503 || status == 504) {
      return declines(attempt, status, Merit.REFUSED, RetryAfter.nanos(head));
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
      case SEARCH -> retry().partialAnswers() && tries <= retry().attempts() && isReplayable();
      case BULK -> retry().bulkItems() && exchange.requestStream().isKept();
      default -> false;
    };
  }

  /** Whether the whole of a bulk's answer is wanted, before any of it is sent on. */
  boolean gathersItems(Verdict verdict) {
    return exchange.operation() == Operation.BULK
        && (verdict == Verdict.PARTIAL || bulk != null)
        && exchange.requestStream().isComplete()
        && exchange.requestStream().isKept();
  }

  /** Whether nothing of a bulk's answer is sent on, because its items are gathered. */
  boolean isBulkDeclined(Attempt attempt, Head head, byte[] body) {
    if (bulk == null) {
      boolean idempotent = isBulkReplayable();
      bulk =
          BulkResend.of(
              exchange.request(), exchange.requestHead(), exchange.requestStream(), idempotent);
    }
    BulkResend gathering = bulk;
    if (gathering == null || !gathering.take(head, body)) {
      return gathering != null && gathering.isBegun() && gathered(attempt);
    }
    long now = System.nanoTime();
    long delay = repeats().backoff(spaced);
    boolean again =
        gathering.hasOpenItems()
            && tries <= retry().attempts()
            && delay < deadline.left(now)
            && repeats().tryRetry(now);
    if (!again) {
      return gathering.isGathered() && gathered(attempt);
    }
    attempt.end(Merit.SERVED, "", false);
    OutboundHead.replaceBody(
        exchange,
        exchange.requestHead(),
        exchange.request(),
        exchange.requestStream(),
        cluster(),
        gathering.openItems());
    retryLater(delay);
    return true;
  }

  private boolean gathered(Attempt attempt) {
    attempt.end(Merit.SERVED, "", false);
    if (bulk != null) {
      exchange.answerGathered(bulk.answer());
    }
    return true;
  }

  /** There will be no further attempt: the client gets what there is, or is told why not. */
  private void giveUp(Refusal refusal, Outcome outcome) {
    if (bulk != null && bulk.isBegun()) {
      exchange.answerGathered(bulk.answer());
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
    if (isOtherUnderWay(attempt)) {
      attempt.end(merit, cause, false);
      promoteOther(attempt);
      return true;
    }
    long now = System.nanoTime();
    boolean atOnce = wait < 0 && !answeredBadly;
    long delay = wait >= 0 ? wait : atOnce ? 0 : repeats().backoff(spaced);
    if (!isReplayable()
        || tries > retry().attempts()
        || delay >= deadline.left(now)
        || !repeats().tryRetry(now)) {
      return false;
    }
    answeredBadly = true;
    tried.add(answering);
    lastCause = cause;
    attempt.end(merit, cause, false);
    Endpoint next = atOnce ? choose(now) : null;
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
    if (isOtherUnderWay(attempt)) {
      promoteOther(attempt);
      return;
    }
    lastCause = cause;
    tried.add(failing);
    long now = System.nanoTime();
    boolean repeated =
        (failure == Failure.UNSENT || isReplayable())
            && tries <= retry().attempts()
            && !deadline.isPast(now)
            && (failure != Failure.LOST || repeats().tryRetry(now));
    if (!repeated || !again(failing, failure == Failure.STALE, now)) {
      giveUp(Refusals.upstreamFailed(failing.name(), tries, cause), Outcome.UPSTREAM_FAILED);
    }
  }

  private boolean again(Endpoint failing, boolean stale, long now) {
    Endpoint next = choose(now);
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
    long delay = repeats().backoff(spaced);
    if (!view().isAnyUp() || delay >= deadline.left(now)) {
      return false;
    }
    retryLater(delay);
    return true;
  }

  private void retryLater(long delay) {
    spaced++;
    retryTime.set(delay);
  }

  private void onRetryTime() {
    long now = System.nanoTime();
    Endpoint next = choose(now);
    if (next == null) {
      tried.clear();
      next = choose(now);
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
    if (isOtherUnderWay(attempt)) {
      promoteOther(attempt);
      return;
    }
    tried.add(full);
    UpstreamCluster in = cluster();
    long now = System.nanoTime();
    Endpoint next = choose(now);
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
    hedgeTime.cancel();
    if (isSpare(attempt)) {
      cluster().repeatCounts().hedgesWon().increment();
      promoteOther(current);
    } else if (spare != null && spare.isUnderWay()) {
      spare.end(Merit.NEITHER, "", false);
    }
    lastEndpoint = attempt.endpointName();
    long now = System.nanoTime();
    if (isRead()) {
      repeats().onRead(now - attempt.began(), now);
    }
    exchange.answered(now);
    exchange.requestStream().forget();
  }

  // Hedging.

  private void onHedgeTime() {
    Endpoint slow = current.endpoint();
    if (slow == null || !current.isSending() || isOtherUnderWay(current) || !isReplayable()) {
      return;
    }
    long now = System.nanoTime();
    if (!view().hasOtherThan(tried, slow, now) || !repeats().tryHedge(now)) {
      return;
    }
    tried.add(slow);
    Endpoint next = choose(now);
    if (next == null) {
      return;
    }
    if (spare == null) {
      spare = new Attempt(exchange, this, context);
    }
    cluster().repeatCounts().hedges().increment();
    spare.start(next, false, cluster().settings().pool().maxWait(), now);
  }

  @SuppressWarnings("ReferenceEquality") // Of two attempts, this one.
  private boolean isSpare(Attempt attempt) {
    return attempt == spare;
  }

  @SuppressWarnings("ReferenceEquality") // Of two attempts, the other one.
  private boolean isOtherUnderWay(Attempt attempt) {
    Attempt other = attempt == current ? spare : current;
    return other != null && other.isUnderWay();
  }

  /** One of two attempts is over; goes on with the other. */
  @SuppressWarnings("ReferenceEquality")
  private void promoteOther(Attempt over) {
    Attempt other = spare;
    if (over == current && other != null) {
      if (over.isUnderWay()) {
        over.end(Merit.NEITHER, "", false);
      }
      spare = over;
      current = other;
      lastEndpoint = other.endpointName();
    }
  }

  // Its end.

  /**
   * The answer is complete, or not needed any more.
   *
   * @param failed whether the node answered that it could not
   * @param reusable whether the connection can serve another exchange
   */
  void finish(boolean failed, boolean reusable) {
    current.end(failed ? Merit.REFUSED : Merit.SERVED, "it answered so", reusable);
  }

  /** The answer broke off, too late to begin again. */
  void brokeOff(String cause) {
    current.end(Merit.FAILED, cause, false);
  }

  /** Stops, wherever it is: closing the connection tells the node to stop, too. */
  void abandon() {
    retryTime.cancel();
    hedgeTime.cancel();
    current.end(Merit.NEITHER, "", false);
    if (spare != null) {
      spare.end(Merit.NEITHER, "", false);
    }
  }

  void onTick(long now) {
    if (current.isAnswering()) {
      exchange.patience().checkResponse(now);
      return;
    }
    if (deadline.isPast(now)) {
      timedOut();
      return;
    }
    if (current.isSending() && !sent) {
      UpstreamConnection connection = current.connection();
      exchange.patience().checkRequest(now, connection != null && !connection.isWritable());
      return;
    }
    Attempt second = spare;
    current.onTick(now);
    if (second != null && second.isUnderWay()) {
      second.onTick(now);
    }
    leaveIfDown(current);
  }

  /** A node that has stopped answering its checks, or anything, will hardly answer this. */
  private void leaveIfDown(Attempt attempt) {
    Endpoint slow = attempt.endpoint();
    if (slow == null || (slow.isUp() && !slow.isSuspect()) || !attempt.isSending() || !sent) {
      return;
    }
    String cause = "it stopped answering its checks";
    if (isOtherUnderWay(attempt)) {
      attempt.end(Merit.FAILED, cause, false);
      promoteOther(attempt);
      return;
    }
    long now = System.nanoTime();
    if (!view().hasOtherThan(tried, slow, now) && exchange.movesOn()) {
      return;
    }
    if (isReplayable()
        && tries <= retry().attempts()
        && view().hasOtherThan(tried, slow, now)
        && repeats().tryRetry(now)) {
      attempt.end(Merit.FAILED, cause, false);
      tried.add(slow);
      lastCause = cause;
      if (!again(slow, false, now)) {
        giveUp(Refusals.upstreamFailed(slow.name(), tries, cause), Outcome.UPSTREAM_FAILED);
      }
    }
  }

  /** The request has had its time. */
  void timedOut() {
    String slow = lastEndpoint == null ? "" : lastEndpoint;
    if (current.isSending()) {
      current.end(Merit.LATE, "no answer in time", false);
    }
    giveUp(
        bounded
            ? Refusals.deadlinePassed(slow, lastCause)
            : Refusals.upstreamTimeout(slow, cluster().settings().deadline(), lastCause),
        Outcome.UPSTREAM_TIMEOUT);
  }

  private boolean isReplayable() {
    return exchange.requestStream().isKept()
        && (exchange.operation().replayable()
            || (exchange.operation() == Operation.BULK && isBulkReplayable()));
  }

  /** Looked at only when something has failed: it costs a reading of the bulk. */
  private boolean isBulkReplayable() {
    if (bulkReplayable == null) {
      bulkReplayable =
          BulkCheck.isReplayable(
              exchange.request(), exchange.requestHead(), exchange.requestStream());
    }
    return bulkReplayable;
  }

  private boolean isRead() {
    return exchange.operation().kind() == Operation.Kind.READ;
  }

  private RetrySettings retry() {
    return cluster().settings().retry();
  }

  private Repeats repeats() {
    return view().repeats();
  }

  private UpstreamCluster cluster() {
    if (cluster == null) {
      throw new IllegalStateException("not under way");
    }
    return cluster;
  }

  private ClusterView view() {
    if (view == null) {
      throw new IllegalStateException("not under way");
    }
    return view;
  }
}
