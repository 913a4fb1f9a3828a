package dev.weir.gateway.admission;

import dev.weir.flow.concurrency.AdaptiveConcurrency;
import dev.weir.flow.concurrency.ConcurrencyLimit;
import dev.weir.flow.concurrency.ConcurrencyLimit.Finding;
import dev.weir.flow.concurrency.EstimatedConcurrency;
import dev.weir.flow.concurrency.FixedConcurrency;
import dev.weir.flow.concurrency.Outcome;
import dev.weir.flow.concurrency.PriorityShares;
import dev.weir.flow.lane.Adjustment;
import dev.weir.flow.lane.Lane;
import dev.weir.flow.queue.Ticket;
import dev.weir.flow.queue.WaitingRoom;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.LaneEndpointsSettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LowerSettings;
import dev.weir.gateway.settings.Mode;
import dev.weir.gateway.shape.Visit;
import dev.weir.gateway.status.LaneStatus;
import dev.weir.gateway.upstream.ClusterShare;
import dev.weir.gateway.upstream.UpstreamCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One lane, as requests meet it. Safe from any thread. */
final class LaneGate {
  /** After half of the longest wait without an empty room, there is more than can be done. */
  private static final int PATIENCE = 2;

  /** Where the search for a number begins. */
  private static final int FIRST = 20;

  private final LaneSettings settings;
  private final Selector selector;
  private final long minBody;
  private final Lane<Passage> lane;
  private final Counts counts = new Counts();
  private final LongAdder waited = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();
  private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
  private volatile int mostActive;
  private volatile @Nullable ClusterShare share;
  private volatile Lowering lowering = Lowering.NONE;
  private volatile List<LaneTrial> trials = List.of();

  /**
   * An empty lane.
   *
   * @param before the lane of that name up to now, which has found a number; null if there was none
   */
  LaneGate(LaneSettings settings, @Nullable LaneGate before, long now) {
    ByteSize least = settings.minBody();
    long wait = settings.maxWait().toNanos();
    this.settings = settings;
    this.selector =
        Selector.of(
            settings.tenants(),
            List.of(),
            settings.routes(),
            settings.operations(),
            settings.indices());
    this.minBody = least == null ? -1 : least.bytes();
    this.lane =
        new Lane<>(
            concurrency(settings, before),
            PriorityShares.defaults(),
            new WaitingRoom.Bounds(settings.maxWaiting(), wait, wait / PATIENCE),
            now);
  }

  private static ConcurrencyLimit concurrency(LaneSettings settings, @Nullable LaneGate before) {
    int fixed = settings.concurrency();
    if (fixed > 0) {
      return new FixedConcurrency(fixed);
    }
    int found =
        before == null || before.settings.concurrency() > 0 ? FIRST : before.lane.limit().limit();
    AdaptiveConcurrency.Bounds bounds =
        new AdaptiveConcurrency.Bounds(
            Math.clamp(found, settings.least(), settings.most()),
            settings.least(),
            settings.most());
    return settings.mode() == Mode.OBSERVE
        ? new EstimatedConcurrency(bounds)
        : new AdaptiveConcurrency(bounds);
  }

  /**
   * Lets more or less in than its settings say.
   *
   * @param by the switches whose doing it is
   */
  void adjust(Adjustment wanted, Lowering by) {
    lowering = by;
    lane.adjust(wanted);
  }

  /** The switches that let less in. */
  Lowering lowering() {
    return lowering;
  }

  LaneSettings settings() {
    return settings;
  }

  /** What its requests have of the cluster; null if that is all. */
  @Nullable ClusterShare share() {
    return share;
  }

  /** The endpoints that other lanes have reserved may have changed. */
  void spare(List<LaneEndpointsSettings> reserved) {
    ClusterShare next = ClusterShare.of(settings, reserved);
    if (next == null || !next.isLike(share)) {
      share = next;
    }
  }

  /** Whether no request is in it, or waits to be. */
  boolean isEmpty() {
    return lane.active() == 0 && lane.waiting() == 0;
  }

  /**
   * Whether a request belongs to it.
   *
   * @param announced length of its body, as its head tells; below 0 if it does not
   */
  boolean takes(Request request, String cluster, long announced) {
    return !settings.onlyOver()
        && isOf(cluster)
        && announced >= minBody
        && (settings.minCost() == 0 || costs(request))
        && selector.takes(request);
  }

  private boolean costs(Request request) {
    Visit visit = request.attribute(Visit.KEY);
    return visit != null && visit.predicted() >= settings.minCost();
  }

  /** Whether it is a share of that cluster. */
  boolean isOf(String cluster) {
    return settings.cluster().equals(cluster);
  }

  /** Lets a request enter; it has to {@link #leave} if that is {@link Lane.Entry#ADMITTED}. */
  Lane.Entry enter(Ticket<Passage> ticket, long now) {
    if (settings.mode() == Mode.OBSERVE) {
      count(lane.enterRegardless(ticket.priority()), ticket);
      return Lane.Entry.ADMITTED;
    }
    Lane.Entry entry = lane.enter(ticket, now);
    switch (entry) {
      case ADMITTED -> {
        counts.admitted();
        tried(ticket);
      }
      case WAITING -> waited.increment();
      case FULL, LATE -> refused(ticket);
    }
    return entry;
  }

  private void tried(Ticket<Passage> ticket) {
    List<LaneTrial> all = trials;
    for (int i = 0; i < all.size(); i++) {
      LaneTrial trial = all.get(i);
      if (!lane.wouldBeWithin(trial.to(), ticket.priority())) {
        trial.by().hinders(ticket.tenant().toString());
      }
    }
  }

  /** Counts from now on who would have to wait if switches that are observed lowered it. */
  void tryOut(List<SwitchGate> by) {
    List<LaneTrial> next = new ArrayList<>();
    for (SwitchGate gate : by) {
      for (LowerSettings each : gate.settings().lower()) {
        if (settings.name().equals(each.lane())) {
          next.add(new LaneTrial(gate, Adjustment.percent(each.percent())));
        }
      }
    }
    trials = List.copyOf(next);
  }

  private void count(boolean open, Ticket<Passage> ticket) {
    if (open) {
      counts.admitted();
    } else {
      refused(ticket);
    }
  }

  /** A request that had waited for so long may go on. */
  void admitted(long nanos) {
    waited(nanos);
    counts.admitted();
  }

  /** A request has waited for so long in vain. */
  void refusedAfter(Ticket<Passage> ticket, long nanos) {
    waited(nanos);
    refused(ticket);
  }

  private void waited(long nanos) {
    waitedNanos.add(nanos);
    longestNanos.accumulate(nanos);
  }

  private void refused(Ticket<Passage> ticket) {
    counts.refused(ticket.tenant().toString());
  }

  /** A request that was in it is over. */
  void leave(long nanos, Outcome outcome, long now) {
    if (lane.leave(nanos, outcome)) {
      serve(now);
    }
  }

  /** The client of a request that waits has gone; tells whether the request must leave. */
  boolean giveUp(Ticket<Passage> ticket) {
    return !lane.giveUp(ticket) && ticket.state() == Ticket.State.ADMITTED;
  }

  /** Wakes those whose waiting has ended. */
  void serve(long now) {
    Ticket<Passage> next = lane.next(now);
    while (next != null) {
      next.owner().wake();
      next = lane.next(now);
    }
  }

  /** Ten times a second. */
  void look(long now) {
    mostActive = Math.max(mostActive, lane.active());
    if (lane.look(now)) {
      serve(now);
    }
  }

  /** Why it did not let a request enter. */
  enum Cause {
    FULL(""),
    LATE("; the request's deadline is too near for it to wait"),
    WAITED("; it waited in vain"),
    DISPLACED("; its place went to one that goes before it");

    private final String words;

    Cause(String words) {
      this.words = words;
    }
  }

  /** Why a request was turned away: by the clients' number, or since the cluster is slow. */
  Refusal refusal(Cause cause) {
    boolean slow = lane.limit().finding() == Finding.SLOW_CLUSTER;
    String bound = lane.active() + " requests under way of " + lane.bound();
    return Refusal.of(
            slow ? 503 : 429,
            slow ? "slow_cluster_exception" : "lane_full_exception",
            "lane ["
                + settings.name()
                + "] of cluster ["
                + settings.cluster()
                + "] is full: "
                + bound
                + ", "
                + lane.waiting()
                + " waiting of "
                + settings.maxWaiting()
                + cause.words)
        .withRetryAfter(Duration.ofNanos(lane.adviceNanos()))
        .withDetail("lane", settings.name())
        .withDetail("active", Integer.toString(lane.active()))
        .withDetail("bound", Integer.toString(lane.bound()));
  }

  /**
   * What it is doing.
   *
   * @param of its cluster; null if that is not known
   */
  LaneStatus status(@Nullable UpstreamCluster of) {
    return new LaneStatus(
        settings.name(),
        settings.cluster(),
        settings.mode() == Mode.OBSERVE,
        lane.bound(),
        settings.concurrency() == 0,
        lane.limit().finding().name().toLowerCase(Locale.ROOT),
        lane.active(),
        mostActive,
        lane.waiting(),
        settings.maxWaiting(),
        counts.allAdmitted(),
        waited.sum(),
        waitedNanos.sum(),
        longestNanos.get(),
        of == null ? null : of.endpointsOf(share),
        counts.allRefused());
  }
}
