package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadParser;
import dev.weir.gateway.http.Malformed;
import dev.weir.gateway.http.Target;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.ListenerSettings;
import dev.weir.gateway.tenant.Identification;
import dev.weir.gateway.tenant.Known;
import dev.weir.gateway.upstream.ClusterShare;
import dev.weir.gateway.upstream.RouteGuard;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.search.Operation;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the request's first byte to the end, whatever the end is. Lives
 * on the event loop of its client's connection, to which its node's connection belongs, too; used
 * again for another request when it is over.
 */
public final class Exchange {
  private enum Stage {
    /** Over, or not begun. */
    OVER,
    /** The request's head is being read. */
    HEAD,
    /** A filter waits for the body, or decides later. */
    FILTERING,
    /** Waits for its turn. */
    ENTERING,
    /** Under way to a node. */
    UPSTREAM
  }

  /** How much of a request is read ahead of what can be sent. */
  private static final int READ_AHEAD = 64 * 1024;

  /** The header that names the switches which have made a difference to an answer. */
  static final String DEGRADED = "weir-degraded";

  private final LoopContext context;
  private final HeadParser parser = HeadParser.ofRequests();
  private final RequestView view = new RequestView();
  private final RequestStream request = new RequestStream();
  private final FilterRun filters;
  private final Identifying identifying;
  private final Entrance entrance;
  private final UpstreamLeg leg;
  private final Patience patience = new Patience(this);
  private final ExchangeTimes times = new ExchangeTimes();
  private @Nullable BulkWatch watch;
  private @Nullable Client client;
  private ListenerSettings listener = ListenerSettings.defaults();
  private Routing routing = Routing.NONE;
  private @Nullable Route route;

  /** The cluster that was chosen first; null if none was. */
  private @Nullable UpstreamCluster target;

  /** Whether the standby was asked after that. */
  private boolean movedOn;

  /** Whether its caller or its route has set a deadline. */
  private boolean bounded;

  private Stage stage = Stage.OVER;
  private long generation;
  private @Nullable ByteBuf leftover;
  private int localStatus;
  private boolean draining;

  public Exchange(LoopContext context) {
    this.context = context;
    this.filters = new FilterRun(this, context);
    this.identifying = new Identifying(this, context);
    this.entrance = new Entrance(this, context);
    this.leg = new UpstreamLeg(this, context);
  }

  // The request's way in.

  /** Begins with the next request of a client, of which a byte has come. */
  public void begin(Client newClient, ListenerSettings settings, Routing newRouting) {
    client = newClient;
    listener = settings;
    routing = newRouting;
    route = null;
    target = null;
    movedOn = false;
    stage = Stage.HEAD;
    generation++;
    localStatus = 0;
    draining = false;
    parser.begin(settings.maxHead().intBytes());
    patience.begin(settings, context.now());
    view.begin(newClient.address());
    leg.begin();
    entrance.begin();
    filters.begin(newRouting.filters());
    times.begin(System.nanoTime());
  }

  /**
   * Takes bytes of the head. When it is complete, takes what belongs to the body, too, and is ready
   * for {@link #start}.
   *
   * @return whether the head is complete, or the request refused
   */
  public boolean onHeadBytes(ByteBuf in) {
    int before = in.readerIndex();
    return switch (parser.feed(in)) {
      case INCOMPLETE -> {
        in.release();
        yield false;
      }
      case MALFORMED -> {
        in.release();
        request.begin(parser.head());
        refuse(Refusals.malformed(parser.problem()), Outcome.INVALID);
        yield true;
      }
      case COMPLETE -> {
        Head head = parser.head();
        request.begin(head);
        int headLength = parser.inOneBuffer() ? in.readerIndex() - before - head.start() : 0;
        leftover = request.takeFirst(in, headLength);
        yield true;
      }
    };
  }

  /** What came behind the request and belongs to the next one; null if nothing did. */
  public @Nullable ByteBuf takeLeftover() {
    ByteBuf taken = leftover;
    leftover = null;
    return taken;
  }

  /** The head is complete: sets out. May be over when this returns. */
  public void start() {
    if (stage != Stage.HEAD) {
      return;
    }
    Head head = parser.head();
    int pathStart = Target.pathStart(head);
    Operation operation = RequestChecks.operation(head, pathStart);
    route = routing.route(head, pathStart);
    view.head(head, pathStart, operation, route == null ? "" : route.name());
    stage = Stage.FILTERING;
    if (!RequestChecks.isKnownMethod(head)) {
      refuse(Refusals.malformed(Malformed.METHOD), Outcome.INVALID);
    } else if (route == null) {
      refuse(Refusals.noRoute(view.target()), Outcome.REFUSED);
    } else if (isBodyAccepted()) {
      identifying.begin(routing.identifier(), head, client().caller());
    }
  }

  /** It is known whose request it is. */
  void identified(Known known) {
    view.identified(known.tenant(), known.user());
    filters.run();
  }

  /** The request may not go on, since it is not known whose it is. */
  void unidentified(Identification.Refused refused) {
    answer(ErrorBody.of(refused.refusal(), refused.challenges()), Outcome.REFUSED);
  }

  /** Checks the body as far as it has come; refuses the request if it cannot be taken. */
  private boolean isBodyAccepted() {
    Refusal refusal = RequestChecks.body(parser.head(), request, listener);
    if (refusal != null) {
      refuse(refusal, Outcome.INVALID);
    }
    return refusal == null;
  }

  /** Takes further bytes of the body; gives what belongs to the next request. */
  public @Nullable ByteBuf onBodyBytes(ByteBuf in) {
    progress();
    ByteBuf leftover = request.take(in);
    if (!isBodyAccepted()) {
      return leftover;
    }
    switch (stage) {
      case FILTERING -> {
        BodyContents contents = request.contents();
        if (contents != null && contents.isSettled() && filters.isWaitingForBody()) {
          filters.run();
        }
      }
      case UPSTREAM -> leg.onRequestBytes();
      case HEAD, ENTERING, OVER -> {}
    }
    return leftover;
  }

  /** No more bytes for now: time to flush what was made of them. */
  public void onReadPause() {
    leg.flush();
  }

  /** Whether more of the body should be read now. */
  public boolean wantsBody() {
    return switch (stage) {
      case HEAD, OVER -> true;
      case FILTERING -> filters.isWaitingForBody() || request.pendingBytes() < READ_AHEAD;
      case ENTERING -> request.pendingBytes() < READ_AHEAD;
      case UPSTREAM -> request.pendingBytes() < READ_AHEAD && !leg.holdsBack();
    };
  }

  /** Whether all of the request has been read. */
  public boolean isRequestComplete() {
    return stage != Stage.HEAD && request.isComplete();
  }

  /** Whether any byte of the head has been taken. */
  public boolean isOver() {
    return stage == Stage.OVER;
  }

  // What filters ask for.

  RequestView request() {
    return view;
  }

  FilterRun filters() {
    return filters;
  }

  long generation() {
    return generation;
  }

  /** Whether this is still the exchange of that generation, and a filter is awaited. */
  boolean isFiltering(long of) {
    return generation == of && stage == Stage.FILTERING;
  }

  /** How many bytes of bodies may be held on this loop. */
  long mostHeld() {
    return routing.mostHeld();
  }

  Head requestHead() {
    return parser.head();
  }

  void filterFailed() {
    routing.filterFailures().increment();
  }

  void answerHere(Reply reply) {
    answer(reply, Outcome.ANSWERED_HERE);
  }

  void refuseByFilter(Refusal refusal) {
    refuse(refusal, Outcome.REFUSED);
  }

  void refuseByAdmission(Refusal refusal) {
    refuse(refusal, Outcome.REFUSED);
  }

  void refuseTooLarge(long limit) {
    refuse(Refusals.bodyTooLarge(limit), Outcome.REFUSED);
  }

  /** How large a body has to be held to tell whether the same was asked before; 0 as a rule. */
  int mostToRecall() {
    return routing.admission().mostToRecall(view);
  }

  /**
   * All filters have passed: on to a node.
   *
   * @param isHeld whether the body is there, as far as it is not too large
   */
  void dispatch(boolean isHeld) {
    Route to = route;
    if (to == null) {
      return;
    }
    if (isHeld) {
      entrance.asks(AnswerCopy.question(view, request));
    }
    RouteGuard guard = to.guard();
    RouteGuard.Way way = guard.choose(isRead(), context, context.now());
    switch (way) {
      case PRIMARY -> sendTo(to, guard.primary());
      case STANDBY -> sendTo(to, guard.standby() == null ? guard.primary() : guard.standby());
      case ALL_OUT -> turnAway(to, Refusals.allOut(guard.primary().name()));
      case BREAKER_OPEN -> turnAway(to, Refusals.breakerOpen(to.name(), guard.primary().name()));
    }
  }

  private void turnAway(Route from, Refusal refusal) {
    String cluster = from.guard().primary().name();
    Reply known = entrance.recall(routing.admission(), cluster, parser.head().contentLength());
    Reply given = known == null ? from.answerWhenAllOut() : known;
    if (given == null) {
      refuse(refusal, Outcome.UPSTREAM_UNAVAILABLE);
    } else {
      answerHere(given);
    }
  }

  private void sendTo(Route to, UpstreamCluster cluster) {
    target = cluster;
    stage = Stage.ENTERING;
    bounded = CallerDeadline.set(leg.deadline(), view, request, parser.head(), to, times.began());
    long left =
        Math.min(leg.deadline().left(System.nanoTime()), cluster.settings().deadline().toNanos());
    entrance.ask(routing.admission(), cluster.name(), parser.head().contentLength(), left);
  }

  /** What it has of its cluster; null if that is all. */
  @Nullable ClusterShare share() {
    return entrance.share();
  }

  /** Whether it waits for its turn. */
  boolean isEntering() {
    return stage == Stage.ENTERING;
  }

  /** Its turn has come. */
  void admitted() {
    UpstreamCluster cluster = target;
    if (cluster == null) {
      return;
    }
    stage = Stage.UPSTREAM;
    if (movedOn) {
      goOnAtStandby(cluster);
      return;
    }
    OutboundHead.write(this, parser, view, request, cluster);
    if (cluster.settings().retry().attempts() > 0
        && (view.operation().replayable() || view.operation() == Operation.BULK)
        && !request.isTransformed()) {
      request.keep(cluster.settings().retry().maxBody().bytes());
    }
    leg.start(cluster, bounded);
    if (stage == Stage.UPSTREAM) {
      client().updateReading();
    }
  }

  // The answer's way out.

  RequestStream requestStream() {
    return request;
  }

  UpstreamLeg leg() {
    return leg;
  }

  Operation operation() {
    return view.operation();
  }

  /** What the request is kept together by. */
  long key(BalanceSettings settings) {
    Head head = parser.head();
    return Bearing.key(settings, head, Target.pathStart(head), view.client());
  }

  /** The switches that have made a difference to it; null if none has. */
  @Nullable String degraded() {
    return entrance.degraded();
  }

  /** The node has turned items of a bulk away that it answered. */
  void rejectedItems() {
    times.rejectedItems();
  }

  /** Looks at an answer that the client gets as it passes; null if nobody wants to know of it. */
  @Nullable BulkWatch watch(Head answer) {
    if (view.operation() != Operation.BULK || answer.status() != 200) {
      return null;
    }
    if (watch == null) {
      watch = new BulkWatch(this::rejectedItems);
    }
    watch.begin(answer);
    return watch;
  }

  /** Takes an answer down as it passes; null, as a rule, if it is not to be remembered. */
  @Nullable AnswerCopy copy(Head answer) {
    return AnswerCopy.of(entrance.places(), answer);
  }

  boolean isClientOld() {
    return parser.head().isOld();
  }

  boolean isHeadRequest() {
    return parser.head().isMethod("HEAD");
  }

  boolean isClientKeepingAlive() {
    return parser.head().keepAlive();
  }

  /** Whether the client's connection closes after this answer. */
  boolean closesAfter() {
    return draining || !isClientKeepingAlive();
  }

  void requestSent(long now) {
    times.sent(now);
  }

  void answered(long now) {
    times.answered(now);
  }

  void progress() {
    patience.progress(context.now());
  }

  /** The answer has been handed to the client whole. */
  void responseComplete(boolean closeAfter, boolean reusable) {
    boolean requestDone = request.isSent();
    boolean read = request.isComplete();
    int status = leg.response().status();
    leg.finish(status == 502 || status == 503 || status == 504, reusable && requestDone);
    end(
        Outcome.ANSWERED,
        !read ? Client.After.LINGER : closeAfter ? Client.After.CLOSE : Client.After.KEEP);
  }

  /** The node's answer broke off after its head was sent. */
  void brokeOff(String cause) {
    leg.brokeOff(cause);
    truncated();
  }

  /** The rest of the answer cannot be sent. */
  private void truncated() {
    leg.abandon();
    end(Outcome.TRUNCATED, Client.After.CUT);
  }

  /**
   * Sends a read that the primary cannot answer to its standby, if there is one that is well and
   * nothing has been answered yet.
   */
  @SuppressWarnings("ReferenceEquality") // The very cluster.
  boolean movesOn() {
    Route to = route;
    if (to == null || stage != Stage.UPSTREAM || movedOn || !isRead()) {
      return false;
    }
    UpstreamCluster standby = to.guard().standby();
    UpstreamCluster primary = to.guard().primary();
    if (standby == null
        || target != primary
        || !view.operation().replayable()
        || !request.isKept()
        || leg.response().isHeadSent()
        || !to.guard().mayFallBack(context.now())) {
      return false;
    }
    if (!hasSameHead(primary, standby) && !request.isComplete()) {
      return false;
    }
    movedOn = true;
    leg.abandon();
    stage = Stage.ENTERING;
    long left =
        Math.min(leg.deadline().left(System.nanoTime()), standby.settings().deadline().toNanos());
    entrance.moveOn(routing.admission(), standby.name(), parser.head().contentLength(), left);
    return true;
  }

  private static boolean hasSameHead(UpstreamCluster primary, UpstreamCluster standby) {
    return Arrays.equals(primary.authorization(), standby.authorization());
  }

  private void goOnAtStandby(UpstreamCluster primary) {
    UpstreamCluster standby = route == null ? null : route.guard().standby();
    if (standby == null || !request.isKept()) {
      // While it waited, more of it came than can be sent again.
      refuse(Refusals.noEndpoint(primary.name()), Outcome.UPSTREAM_UNAVAILABLE);
    } else {
      leg.moveTo(standby, hasSameHead(primary, standby));
    }
  }

  private boolean isRead() {
    return view.operation().kind() == Operation.Kind.READ;
  }

  /** Turns the request away, if there is still time to say so. */
  void refuse(Refusal refusal, Outcome outcome) {
    boolean unanswered =
        outcome == Outcome.UPSTREAM_FAILED || outcome == Outcome.UPSTREAM_UNAVAILABLE;
    if (unanswered && movesOn()) {
      return;
    }
    answer(ErrorBody.of(refusal), outcome);
  }

  /** The answer is there, though no node has given it like that. */
  void answerGathered(Reply reply) {
    answer(reply, Outcome.ANSWERED);
  }

  private void answer(Reply reply, Outcome outcome) {
    if (stage == Stage.OVER) {
      return;
    }
    if (leg.response().isHeadSent()) {
      truncated();
      return;
    }
    boolean malformed = stage == Stage.HEAD;
    leg.abandon();
    // After what is no request, nothing that follows can be trusted to be one.
    boolean lingers = outcome == Outcome.INVALID || malformed || !request.isComplete();
    boolean closes = lingers || closesAfter();
    localStatus = reply.status();
    String degraded = entrance.degraded();
    Reply said = degraded == null ? reply : reply.with(DEGRADED, degraded);
    Reply sent = LocalAnswer.filtered(said, filters);
    LocalAnswer.write(sent, !malformed && isHeadRequest(), isClientOld(), closes, client());
    end(outcome, lingers ? Client.After.LINGER : closes ? Client.After.CLOSE : Client.After.KEEP);
  }

  @SuppressWarnings("ReferenceEquality") // The very cluster.
  private void end(Outcome outcome, Client.After after) {
    ExchangeEnd summary =
        times.end(
            outcome,
            localStatus != 0
                ? localStatus
                : leg.response().isHeadSent() ? leg.response().status() : 0,
            entrance,
            leg,
            request.bytes(),
            leg.response().bytes());
    Route taken = route;
    if (taken != null && target == taken.guard().primary()) {
      taken.guard().ended(isRead(), summary, movedOn);
    }
    if (outcome == Outcome.ANSWERED && localStatus == 0) {
      leg.response().remember();
    }
    entrance.end(summary);
    filters.onEnd(summary);
    routing.observer().onEnd(view, summary);
    stage = Stage.OVER;
    request.clear();
    leg.clear();
    view.clear();
    Client to = client();
    client = null;
    route = null;
    target = null;
    to.exchangeOver(after);
  }

  // What happens to the client, and to time.

  /** The client's connection is gone. */
  public void onClientGone() {
    if (stage != Stage.OVER) {
      leg.abandon();
      end(Outcome.CLIENT_GONE, Client.After.CUT);
    }
  }

  /** The client can or cannot take more of the answer. */
  public void onClientWritable(boolean writable) {
    progress();
    leg.setReading(writable);
  }

  /** The exchange must be over by then, or counts as abandoned by its client. */
  public void endBy(long time) {
    patience.endBy(time);
  }

  /** After this exchange the connection closes. */
  public void closeAfter() {
    draining = true;
  }

  /** Time has passed. */
  public void onTick(long now) {
    if (patience.isOver(now)) {
      onClientGone();
      return;
    }
    switch (stage) {
      case OVER -> {}
      case HEAD -> patience.checkHead(now);
      case FILTERING -> {
        if (filters.isWaitingForBody()) {
          patience.checkRequest(now, false);
        } else {
          identifying.onTick(now);
        }
      }
      case ENTERING -> {}
      case UPSTREAM -> leg.onTick(now);
    }
  }

  Patience patience() {
    return patience;
  }

  /** The head did not come in time. */
  void refuseSlowHead(Refusal refusal) {
    request.begin(parser.head());
    refuse(refusal, Outcome.CLIENT_TIMEOUT);
  }

  Client client() {
    if (client == null) {
      throw new IllegalStateException("the exchange is over");
    }
    return client;
  }
}
