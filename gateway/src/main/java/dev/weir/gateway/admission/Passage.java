package dev.weir.gateway.admission;

import dev.weir.flow.concurrency.Outcome;
import dev.weir.flow.demand.Demand;
import dev.weir.flow.lane.Lane;
import dev.weir.flow.queue.Ticket;
import dev.weir.gateway.admission.LaneGate.Cause;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.remember.Place;
import dev.weir.gateway.remember.Question;
import dev.weir.gateway.upstream.ClusterShare;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request through limits and a lane; used again for the next one. Everything but
 * {@link #wake} is for the request's event loop.
 */
public final class Passage {
  /** Whom a request belongs to that has waited. */
  public interface Waiter {
    /** Its waiting has ended; called on any thread: {@link Passage#resume} is for its own. */
    void wake();
  }

  /** How far a request has come. */
  public enum Step {
    /** It goes on. */
    PASSED,
    /** It goes on after {@link Passage#holdNanos}, by {@link Passage#enter}. */
    HELD,
    /** It waits before a lane, until it is woken. */
    WAITING,
    /** It is turned away, by {@link Passage#refusal}. */
    REFUSED,
    /** It is answered from memory, by {@link Passage#known}. */
    RECALLED
  }

  private final Waiter waiter;
  private final Ticket<Passage> ticket;
  private @Nullable InetSocketAddress client;
  private Object address = "";
  private @Nullable Demand demand;
  private @Nullable LaneGate lane;
  private @Nullable ClusterShare share;
  private @Nullable Refusal refusal;
  private @Nullable Question question;
  private @Nullable Reply known;
  private List<Place> places = List.of();
  private @Nullable String degraded;
  private List<LimitGate> limits = List.of();
  private long settling;
  private long grantedAt;
  private boolean inside;
  private boolean waiting;
  private boolean paused;
  private long pausedAt;
  private long waited;
  private long entered;
  private long hold;

  public Passage(Waiter waiter) {
    this.waiter = waiter;
    this.ticket = new Ticket<>(this);
  }

  /** Begins with another request, which has nothing of the last. */
  public void begin() {
    lane = null;
    share = null;
    refusal = null;
    question = null;
    known = null;
    places = List.of();
    degraded = null;
    settling = 0;
    inside = false;
    waiting = false;
    paused = false;
    waited = 0;
    hold = 0;
  }

  /** Its client's address as a key, which is the same for all requests of a connection. */
  @SuppressWarnings("ReferenceEquality") // The very one: others are only made anew.
  Object address(InetSocketAddress from) {
    if (from != client) {
      client = from;
      address = Keys.address(from.getAddress());
    }
    return address;
  }

  /** Whose request it is, as far as what is asked for is recorded. */
  void asks(@Nullable Demand of) {
    demand = of;
    if (of != null) {
      of.begin();
    }
  }

  private void pause(long now) {
    paused = true;
    pausedAt = now;
  }

  /** Its waiting is over; tells how long it was. */
  private long goOn(long now) {
    long since = paused ? Math.max(0, now - pausedAt) : 0;
    paused = false;
    waited += since;
    return since;
  }

  /** How long it has waited for its turn up to now, in nanoseconds. */
  public long waitedNanos(long now) {
    return paused ? waited + Math.max(0, now - pausedAt) : waited;
  }

  /** Name of the lane that it is in, waits for, or was turned away from; null if none. */
  public @Nullable String laneName() {
    LaneGate at = lane;
    return at == null ? null : at.settings().name();
  }

  /** A limit has its turn for the request only later. */
  Step held(long nanos, long now) {
    hold = nanos;
    pause(now);
    return Step.HELD;
  }

  /**
   * Limits have given permits.
   *
   * @param bits one for each limit that has
   */
  void granted(List<LimitGate> all, long bits, long now) {
    long some = 0;
    for (long left = bits; left != 0; left &= left - 1) {
      int index = Long.numberOfTrailingZeros(left);
      some |= all.get(index).settles() ? 1L << index : 0;
    }
    limits = some == 0 ? List.of() : all;
    settling = some;
    grantedAt = now;
  }

  /** Corrects what limits of cost have given, now that it is known; once. */
  void settle(Request request, ExchangeEnd how) {
    for (long left = settling; left != 0; left &= left - 1) {
      int index = Long.numberOfTrailingZeros(left);
      limits.get(index).settle(request, how, grantedAt, System.nanoTime());
    }
    settling = 0;
    limits = List.of();
  }

  Step refused(Refusal why) {
    refusal = why;
    return Step.REFUSED;
  }

  /** What it asks, for as long as it is under way; null if that can be in no memory. */
  public void asks(@Nullable Question what) {
    question = what;
  }

  @Nullable Question question() {
    return question;
  }

  /** The same was asked before. */
  Step recalled(Reply answer) {
    known = answer;
    return Step.RECALLED;
  }

  /** What it is answered from memory. */
  public Reply known() {
    if (known == null) {
      throw new IllegalStateException("not remembered");
    }
    return known;
  }

  void places(List<Place> where) {
    places = where;
  }

  /** Where its answer is to be remembered; as a rule nowhere. */
  public List<Place> places() {
    return places;
  }

  /** A switch makes a difference to it. */
  void degraded(String name) {
    degraded = degraded == null || degraded.equals(name) ? name : degraded + ", " + name;
  }

  /** It has to wait, or is turned away, where switches may have made less room. */
  void lowered(Lowering lowering, Request request) {
    if (!lowering.isNone()) {
      lowering.hinders(request.tenant().name());
      degraded(lowering.names());
    }
  }

  /** The switches that have made a difference to it; null if none has. */
  public @Nullable String degraded() {
    return degraded;
  }

  /**
   * Where it is about to go.
   *
   * @param next the lane; null if there is none
   * @param ofCluster what it has of the cluster; null if that is all
   */
  void to(@Nullable LaneGate next, @Nullable ClusterShare ofCluster) {
    lane = next;
    share = ofCluster;
  }

  /** What its request has of the cluster; null if that is all. */
  public @Nullable ClusterShare share() {
    return share;
  }

  /**
   * Enters its lane.
   *
   * @param latestStart when it is too late to begin
   */
  public Step enter(Request request, long latestStart, long now) {
    goOn(now);
    LaneGate to = lane;
    if (to == null) {
      return Step.PASSED;
    }
    ticket.set(request.tenant().priority(), request.tenant().name(), 1, latestStart);
    Lane.Entry entry = to.enter(ticket, now);
    if (entry != Lane.Entry.ADMITTED) {
      lowered(to.lowering(), request);
    }
    return switch (entry) {
      case ADMITTED -> inside(now);
      case WAITING -> {
        waiting = true;
        pause(now);
        yield Step.WAITING;
      }
      case FULL -> refused(to.refusal(Cause.FULL));
      case LATE -> refused(to.refusal(Cause.LATE));
    };
  }

  private Step inside(long now) {
    inside = true;
    entered = now;
    return Step.PASSED;
  }

  /** Its waiting has ended; on any thread. */
  void wake() {
    waiter.wake();
  }

  /** Looks what has come of its waiting. */
  public Step resume(long now) {
    LaneGate to = lane;
    if (!waiting || to == null) {
      return Step.WAITING;
    }
    return switch (ticket.state()) {
      // Of an earlier request's waiting.
      case WAITING -> Step.WAITING;
      case ADMITTED -> {
        waiting = false;
        to.admitted(goOn(now));
        yield inside(now);
      }
      case OUT, EXPIRED -> inVain(to, Cause.WAITED, now);
      case DISPLACED -> inVain(to, Cause.DISPLACED, now);
    };
  }

  private Step inVain(LaneGate to, Cause cause, long now) {
    waiting = false;
    to.refusedAfter(ticket, goOn(now));
    return refused(to.refusal(cause));
  }

  /** Why it is turned away. */
  public Refusal refusal() {
    if (refusal == null) {
      throw new IllegalStateException("not refused");
    }
    return refusal;
  }

  /** How long to wait until it goes on. */
  public long holdNanos() {
    return hold;
  }

  /**
   * The request is over, wherever it was.
   *
   * @param nodeNanos how long the node took, without what the client took to send and to read;
   *     below 0 if it has not answered
   */
  public void end(Outcome outcome, long nodeNanos, long now) {
    Demand of = demand;
    if (of != null) {
      demand = null;
      of.end();
    }
    question = null;
    known = null;
    places = List.of();
    leave(outcome, nodeNanos, now);
  }

  /** It leaves its lane, be it for another; as {@link #end}. */
  void leave(Outcome outcome, long nodeNanos, long now) {
    LaneGate from = lane;
    if (from == null) {
      return;
    }
    if (inside) {
      inside = false;
      from.leave(nodeNanos < 0 ? now - entered : nodeNanos, outcome, now);
    } else if (waiting) {
      waiting = false;
      if (from.giveUp(ticket)) {
        from.leave(0, Outcome.IGNORED, now);
      }
    }
    lane = null;
  }
}
