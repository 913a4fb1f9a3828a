package dev.weir.gateway.admission;

import dev.weir.flow.concurrency.Outcome;
import dev.weir.gateway.admission.Passage.Step;
import dev.weir.gateway.budget.Fleet;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.remember.Question;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.status.DemandStatus;
import dev.weir.gateway.status.LaneStatus;
import dev.weir.gateway.status.LimitStatus;
import dev.weir.gateway.upstream.UpstreamCluster;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What requests pass before they go to a node: the switches that are on, every limit that is for
 * them, then the lane of their cluster. A new one for new settings takes over what is in use of the
 * last. Safe from any thread; a request that passes allocates nothing.
 */
public final class Admission implements AutoCloseable {
  /** So often a lane is asked who may go on, in case nobody leaves it. */
  private static final long SERVE_MILLIS = 10;

  private static final int SERVES_PER_LOOK = 10;

  private final Switches switches;
  private final List<AnswerWatch> watches;
  private final List<LaneGate> lanes;

  /** For each limit, the lane that takes what is beyond it; null if that is refused. */
  private final @Nullable LaneGate[] overs;

  private final Reserved reserved;

  /** Of earlier settings, with requests in them. */
  private final List<LaneGate> old;

  /** What tenants ask for, whatever the settings are. */
  private final Watched tenants;

  private final Watched addresses;
  private final @Nullable Future<?> looks;
  private final int servesPerLook;

  /** As they are at the moment; with each a lowering. */
  private volatile List<LimitGate> limits;

  private volatile Map<String, Lowering> lowered = Map.of();
  private int serves;

  private Admission(
      Switches switches,
      List<AnswerWatch> watches,
      List<LimitGate> limits,
      List<LaneGate> lanes,
      List<LaneGate> old,
      Watched tenants,
      Watched addresses,
      @Nullable LoopContext loop) {
    this.switches = switches;
    this.watches = List.copyOf(watches);
    this.limits = List.copyOf(limits);
    this.lanes = List.copyOf(lanes);
    this.overs = new @Nullable LaneGate[limits.size()];
    for (int i = 0; i < overs.length; i++) {
      overs[i] = named(lanes, limits.get(i).overLane());
    }
    this.reserved = new Reserved(this.lanes);
    this.old = List.copyOf(old);
    this.tenants = tenants;
    this.addresses = addresses;
    this.servesPerLook = this.lanes.isEmpty() && this.old.isEmpty() ? 1 : SERVES_PER_LOOK;
    long millis = SERVE_MILLIS * SERVES_PER_LOOK / servesPerLook;
    this.looks =
        loop == null
            ? null
            : loop.loop().scheduleAtFixedRate(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Lets everything pass. */
  public static Admission open() {
    long now = System.nanoTime();
    return new Admission(
        Switches.NONE,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Watched.all(LimitKey.TENANT, now),
        Watched.all(LimitKey.ADDRESS, now),
        null);
  }

  /** As the settings say, with what is in use of this one. */
  Admission with(
      Switches newSwitches,
      List<AnswerWatch> newWatches,
      List<LimitSettings> newLimits,
      Fleet fleet,
      List<LaneSettings> newLanes,
      EventLoops loops) {
    long now = System.nanoTime();
    List<LimitGate> gates = new ArrayList<>();
    for (LimitSettings wanted : newLimits) {
      LimitGate before = limit(wanted.name());
      gates.add(
          before == null ? LimitGate.of(wanted, fleet, now) : before.with(wanted, fleet, now));
    }
    // A turn that has been given cannot be given back, so those that give turns are asked last.
    gates.sort(Comparator.comparing(LimitGate::holds));
    List<LaneGate> ways = new ArrayList<>();
    for (LaneSettings wanted : newLanes) {
      LaneGate before = lane(wanted);
      ways.add(before == null ? new LaneGate(wanted, named(lanes, wanted.name()), now) : before);
    }
    List<LaneGate> left = new ArrayList<>(old);
    left.addAll(lanes);
    left.removeIf(lane -> ways.contains(lane) || lane.isEmpty());
    return new Admission(
        newSwitches,
        newWatches,
        gates,
        ways,
        left,
        tenants,
        addresses,
        loops.contexts().getFirst());
  }

  /** Goes on with limits of the same names as they are from now on. */
  void limits(List<LimitSettings> changed, Fleet fleet, Map<String, Lowering> by, long now) {
    List<LimitGate> next = new ArrayList<>();
    for (LimitGate gate : limits) {
      LimitGate after = gate;
      for (LimitSettings wanted : changed) {
        after = wanted.name().equals(gate.name()) ? gate.with(wanted, fleet, now) : after;
      }
      next.add(after);
    }
    lowered = Map.copyOf(by);
    limits = List.copyOf(next);
  }

  /** Counts from now on what would come of it if switches that are observed lowered something. */
  void tryOut(List<LimitSettings> configured, List<SwitchGate> by, int gateways, long now) {
    for (LimitGate gate : limits) {
      for (LimitSettings each : configured) {
        if (each.name().equals(gate.name())) {
          gate.tryOut(each, by, gateways, now);
        }
      }
    }
    lanes.forEach(lane -> lane.tryOut(by));
  }

  List<LaneGate> lanes() {
    return lanes;
  }

  Switches switches() {
    return switches;
  }

  private @Nullable LimitGate limit(String name) {
    for (LimitGate each : limits) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  private static @Nullable LaneGate named(List<LaneGate> lanes, @Nullable String name) {
    for (LaneGate each : lanes) {
      if (each.settings().name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  private @Nullable LaneGate lane(LaneSettings settings) {
    for (LaneGate each : lanes) {
      if (each.settings().equals(settings)) {
        return each;
      }
    }
    return null;
  }

  /**
   * A request wants to go to a cluster.
   *
   * @param announced length of its body, as its head tells; below 0 if it does not
   * @param latestStart when it is too late to begin
   */
  public Step ask(
      Passage passage,
      Request request,
      String cluster,
      long announced,
      long latestStart,
      long now) {
    passage.asks(tenants.ask(request));
    addresses.ask(passage.address(request.client()));
    if (switches.isAnyOn()) {
      LaneGate way = lane(request, cluster, announced);
      SwitchGate gate = switches.turningAway(request, cluster, way, passage.question());
      if (gate != null) {
        passage.degraded(gate.name());
        Reply known = gate.recall(request, passage.question(), cluster);
        if (known != null) {
          return passage.recalled(known);
        }
        gate.refused(request);
        return passage.refused(gate.refusal(now));
      }
    }
    List<LimitGate> all = limits;
    long hold = 0;
    long granted = 0;
    LaneGate aside = null;
    for (int i = 0; i < all.size(); i++) {
      LimitGate limit = all.get(i);
      if (limit.takes(request)) {
        LaneGate over = over(i, cluster);
        long answer = limit.admit(request, over != null, now);
        if (answer >= 0) {
          granted |= 1L << i;
          hold = limit.isObserved() ? hold : Math.max(hold, answer);
        } else if (!limit.isObserved()) {
          passage.lowered(lowered.getOrDefault(limit.name(), Lowering.NONE), request);
          if (over == null) {
            giveBack(all, granted, request, now);
            return passage.refused(limit.refusal(request, -answer));
          }
          aside = aside == null ? over : aside;
        }
      }
    }
    passage.granted(all, granted, now);
    remember(passage, request, cluster, announced);
    to(passage, aside == null ? lane(request, cluster, announced) : aside, cluster);
    return hold > 0 ? passage.held(hold, now) : passage.enter(request, latestStart, now);
  }

  /**
   * A request that has passed goes on to another cluster, the first having failed: into that one's
   * lane. Limits are not asked again.
   */
  public Step moveOn(
      Passage passage,
      Request request,
      String cluster,
      long announced,
      long latestStart,
      long now) {
    passage.leave(Outcome.IGNORED, 0, now);
    remember(passage, request, cluster, announced);
    to(passage, lane(request, cluster, announced), cluster);
    return passage.enter(request, latestStart, now);
  }

  /**
   * How large a body has to be held to tell whether a request was asked before; 0, as a rule, if
   * nobody wants to know.
   */
  public int mostToRecall(Request request) {
    return switches.mostToRecall(request);
  }

  /**
   * The answer to a request that cannot go to its cluster, where a switch is on by which it would
   * be answered from memory; null if there is none.
   */
  public @Nullable Reply recall(Passage passage, Request request, String cluster, long announced) {
    Question question = passage.question();
    if (question == null || !switches.isAnyOn()) {
      return null;
    }
    LaneGate way = lane(request, cluster, announced);
    SwitchGate gate = switches.turningAway(request, cluster, way, question);
    Reply known = gate == null ? null : gate.recall(request, question, cluster);
    if (known != null && gate != null) {
      passage.degraded(gate.name());
    }
    return known;
  }

  private void remember(Passage passage, Request request, String cluster, long announced) {
    Question question = passage.question();
    if (question != null) {
      LaneGate way = lane(request, cluster, announced);
      passage.places(switches.places(question, request, cluster, way));
    }
  }

  private void to(Passage passage, @Nullable LaneGate lane, String cluster) {
    passage.to(lane, lane == null ? reserved.rest(cluster) : lane.share());
  }

  /** Where a request goes that a limit refuses; null if nowhere. */
  private @Nullable LaneGate over(int limit, String cluster) {
    LaneGate over = overs[limit];
    return over != null && over.isOf(cluster) ? over : null;
  }

  /**
   * Gives back what was taken for a request that does not go on.
   *
   * @param granted a bit for each limit that has given a permit
   */
  private static void giveBack(
      List<LimitGate> all, long granted, Request request, long admittedAt) {
    for (long left = granted; left != 0; left &= left - 1) {
      LimitGate limit = all.get(Long.numberOfTrailingZeros(left));
      if (!limit.holds()) {
        limit.giveBack(request, admittedAt);
      }
    }
  }

  /**
   * A request that was sent to a cluster is over; before its passage is.
   *
   * @param loop number of the event loop
   */
  public void ended(Passage passage, Request request, String cluster, ExchangeEnd how, int loop) {
    passage.settle(request, how);
    for (int i = 0; i < watches.size(); i++) {
      AnswerWatch watch = watches.get(i);
      if (watch.takes(cluster, passage.laneName())) {
        watch.ended(how, loop);
      }
    }
  }

  private @Nullable LaneGate lane(Request request, String cluster, long announced) {
    for (int i = 0; i < lanes.size(); i++) {
      LaneGate lane = lanes.get(i);
      if (lane.takes(request, cluster, announced)) {
        return lane;
      }
    }
    return null;
  }

  private void look() {
    long now = System.nanoTime();
    serves = (serves + 1) % servesPerLook;
    if (serves == 0) {
      tenants.look(now);
      addresses.look(now);
      limits.forEach(limit -> limit.look(now));
    }
    lanes.forEach(lane -> lookAfter(lane, now));
    old.forEach(lane -> lookAfter(lane, now));
  }

  private void lookAfter(LaneGate lane, long now) {
    if (serves == 0) {
      lane.look(now);
    }
    lane.serve(now);
  }

  /** What was asked for, up to this moment. */
  List<DemandStatus> demand(long now) {
    List<DemandStatus> demand = new ArrayList<>();
    demand.add(tenants.status(now));
    demand.add(addresses.status(now));
    for (LimitGate limit : limits) {
      Watched watched = limit.watched();
      if (watched != null) {
        demand.add(watched.status(now));
      }
    }
    return demand;
  }

  /** Limits at this moment. */
  List<LimitStatus> limitStatus(long now) {
    return limits.stream().map(limit -> limit.status(now)).toList();
  }

  /** Lanes at this moment. */
  List<LaneStatus> laneStatus(Map<String, UpstreamCluster> clusters) {
    return lanes.stream()
        .map(lane -> lane.status(clusters.get(lane.settings().cluster())))
        .toList();
  }

  /** Looks after its lanes no longer; those that wait are looked after by who takes over. */
  @Override
  public void close() {
    if (looks != null) {
      looks.cancel(false);
    }
  }
}
