package dev.weir.gateway.exchange;

import dev.weir.flow.balance.Purpose;
import dev.weir.flow.deadline.Deadline;
import dev.weir.gateway.exchange.Attempt.Merit;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.runtime.Alarms.Alarm;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.upstream.ClusterView;
import dev.weir.gateway.upstream.Endpoint;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.gateway.upstream.UpstreamConnection;
import dev.weir.search.answer.WholenessPeek.Verdict;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exchange's way to an answer: tries one endpoint, where that fails and it is safe another, at
 * once and then after waits, and beside a slow one a second, whichever answers first. Used by one
 * event loop.
 */
final class UpstreamLeg {
  /** A read that has taken so long is no usual one. */
  private static final long RESCUE_NANOS = 100_000_000;

  private final Exchange exchange;
  private final LoopContext context;
  private final List<Endpoint> tried = new ArrayList<>(4);
  private final Replay replay;
  private final BulkAnswers bulk;
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
  private int attempts;
  private boolean answeredBadly;
  private boolean sent;
  private boolean headChanged;
  private boolean rescued;
  private long hedgeDelay;

  UpstreamLeg(Exchange exchange, LoopContext context) {
    this.exchange = exchange;
    this.context = context;
    this.replay = new Replay(exchange);
    this.bulk = new BulkAnswers(exchange, replay);
    this.current = new Attempt(exchange, this, context);
    this.retryTime = context.alarms().alarm(this::onRetryTime);
    this.hedgeTime = context.alarms().alarm(this::onHedgeTime);
  }

  /** Begins with another exchange. */
  void begin() {
    tried.clear();
    replay.begin();
    bulk.begin();
    cluster = null;
    view = null;
    lastEndpoint = null;
    lastCause = "";
    attempts = 0;
    answeredBadly = false;
    sent = false;
    headChanged = false;
    rescued = false;
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
    cluster = to;
    ClusterView seen = to.view(context);
    view = seen;
    replay.at(to.settings().retry(), seen.repeats());
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
    answeredBadly = false;
    hedgeDelay = -1;
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
    return Additions.head(exchange, cluster(), view(), replay, headChanged);
  }

  private void wasSent() {
    if (!sent) {
      sent = true;
      long now = System.nanoTime();
      replay.deadline().within(now, cluster().settings().deadline().toNanos());
      exchange.requestSent(now);
      if (replay.isRead() && replay.isSafe()) {
        hedgeDelay = replay.repeats().hedgeDelay(now);
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
    if (status != 200 && bulk.isBegun() && bulk.finish(attempt)) {
      return Judgement.DECLINED;
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
    if (isOtherUnderWay(attempt)) {
      attempt.end(merit, cause, false);
      promoteOther(attempt);
      return true;
    }
    long now = System.nanoTime();
    boolean atOnce = wait < 0 && !answeredBadly;
    long delay = wait >= 0 ? wait : atOnce ? 0 : replay.nextWait();
    if (!replay.isSafe() || !replay.isInBounds(delay, now) || !replay.tryPay(now)) {
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
        (failure == Failure.UNSENT || replay.isSafe())
            && replay.isInBounds(0, now)
            && (failure != Failure.LOST || replay.tryPay(now));
    if (!repeated || !again(failing, failure == Failure.STALE, now)) {
      giveUp(
          Refusals.upstreamFailed(failing.name(), replay.tries(), cause), Outcome.UPSTREAM_FAILED);
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
    long delay = replay.nextWait();
    if (!view().isAnyUp() || !replay.isInBounds(delay, now)) {
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
    if (replay.isRead()) {
      replay.repeats().onRead(now - attempt.began(), now);
    }
    exchange.answered(now);
    exchange.requestStream().forget();
  }

  // Hedging.

  private void onHedgeTime() {
    Endpoint slow = current.endpoint();
    long now = System.nanoTime();
    if (slow != null && isHedgeable(slow, now) && replay.repeats().tryHedge(now)) {
      hedge(slow, now);
    }
  }

  private boolean isHedgeable(Endpoint slow, long now) {
    return current.isSending()
        && !isOtherUnderWay(current)
        && replay.isSafe()
        && view().hasOtherThan(tried, slow, now);
  }

  private void hedge(Endpoint slow, long now) {
    tried.add(slow);
    Endpoint next = choose(now);
    if (next != null) {
      cluster().repeatCounts().hedges().increment();
      race(next, now);
    }
  }

  private void race(Endpoint next, long now) {
    if (spare == null) {
      spare = new Attempt(exchange, this, context);
    }
    spare.start(next, false, cluster().settings().pool().maxWait(), now);
  }

  /**
   * A read that waits since before it was known that a node is out may wait for that node's shards,
   * and for ever: its coordinator does not know. It is asked for once more, from shards that live.
   */
  private void rescue() {
    Endpoint slow = current.endpoint();
    long now = System.nanoTime();
    if (rescued
        || slow == null
        || !replay.isRead()
        || !waitsLong(current, now)
        || (isOtherUnderWay(current) && !waitsLong(spare, now))
        || view().preference(now) == null
        || !current.isSending()
        || !replay.isSafe()) {
      return;
    }
    rescued = true;
    if (!replay.tryPay(now)) {
      return;
    }
    if (spare != null && spare.isUnderWay()) {
      // It was sent before anything was known, too.
      spare.end(Merit.NEITHER, "", false);
    }
    tried.clear();
    if (view().hasOtherThan(tried, slow, now)) {
      hedge(slow, now);
    } else if (slow.isWell(now)) {
      race(slow, now);
    }
  }

  private static boolean waitsLong(@Nullable Attempt attempt, long now) {
    return attempt != null && now - attempt.began() >= RESCUE_NANOS;
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
    if (replay.deadline().isPast(now)) {
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
    rescue();
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
    if (replay.isSafe()
        && replay.isInBounds(0, now)
        && view().hasOtherThan(tried, slow, now)
        && replay.tryPay(now)) {
      attempt.end(Merit.FAILED, cause, false);
      tried.add(slow);
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
    if (current.isSending()) {
      current.end(Merit.LATE, "no answer in time", false);
    }
    giveUp(
        replay.isBounded()
            ? Refusals.deadlinePassed(slow, lastCause)
            : Refusals.upstreamTimeout(slow, cluster().settings().deadline(), lastCause),
        Outcome.UPSTREAM_TIMEOUT);
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
