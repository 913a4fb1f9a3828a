package dev.weir.gateway.admission;

import dev.weir.flow.lane.Adjustment;
import dev.weir.gateway.budget.Fleet;
import dev.weir.gateway.remember.AnswerMemory;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.LowerSettings;
import dev.weir.gateway.settings.SignalSettings;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.status.AdmissionStatus;
import dev.weir.gateway.status.StateChange.Kind;
import dev.weir.gateway.upstream.UpstreamCluster;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns switches, by their signals and by hand, and sets limits and lanes by hand, each for a time
 * after which it goes back by itself. What a hand has said outlasts other settings, as long as they
 * name what it is about, and ends with the process.
 *
 * <p>Requests meet what it has done in {@link Admission}, without a lock, and with the next one on
 * any event loop. It looks at signals and times on a thread of its own: names may be looked up, and
 * files be read, on the others that are not the river's.
 */
public final class Steering implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Steering.class);

  /** How often signals and times are looked at. */
  static final long LOOK_MILLIS = 250;

  private final EventLoops loops;
  private final Fleet fleet;
  private final Consumer<Boolean> telemetry;
  private final Turns turns = new Turns();
  private final Holds holds = new Holds(turns);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("weir-switches", true));

  private volatile Admission admission = Admission.open();
  private @Nullable GatewaySettings around;
  private List<LimitSettings> limits = List.of();
  private List<LaneSettings> lanes = List.of();
  private Map<String, UpstreamCluster> clusters = Map.of();
  private Signals signals = Signals.NONE;
  private boolean looking;
  private boolean reduced;

  /**
   * Nothing is limited yet.
   *
   * @param fleet what limits may share
   * @param telemetry is told whether what can be done without is to be left out
   */
  public Steering(EventLoops loops, Fleet fleet, Consumer<Boolean> telemetry) {
    this.loops = loops;
    this.fleet = fleet;
    this.telemetry = telemetry;
  }

  /** What requests pass at this moment. */
  public Admission admission() {
    return admission;
  }

  /** Takes other settings; what is in use of the last goes over to them. */
  public synchronized void take(GatewaySettings settings, List<UpstreamCluster> running) {
    // It may refuse its settings; then nothing has changed.
    fleet.use(settings.fleet(), settings.limits());
    long now = System.nanoTime();
    Map<String, UpstreamCluster> byName = new HashMap<>();
    running.forEach(cluster -> byName.put(cluster.name(), cluster));
    clusters = byName;
    limits = settings.limits();
    lanes = settings.lanes();
    holds.keep(limits, lanes);
    signals = signals.with(settings.switches(), byName, loops.contexts().size());
    Admission before = admission;
    List<SwitchGate> gates = new ArrayList<>();
    for (SwitchSettings wanted : settings.switches()) {
      SwitchGate known = before.switches().named(wanted.name());
      gates.add(known == null ? SwitchGate.of(wanted, now) : known.with(wanted, now));
    }
    forgetUnlessLike(settings, gates);
    Map<String, Lowering> lowered = Lowering.of(gates, LowerSettings::limit, holds::isLimitSet);
    Admission next =
        before.with(new Switches(gates), signals.watches(), inForce(lowered), fleet, lanes, loops);
    admission = next;
    apply(now);
    before.close();
    if (!gates.isEmpty()) {
      lookFromNowOn();
    }
  }

  /** What is remembered was answered by clusters and to tenants that may be others now. */
  private void forgetUnlessLike(GatewaySettings settings, List<SwitchGate> gates) {
    GatewaySettings next = settings.withSwitches(List.of()).withAdmission(List.of(), List.of());
    if (!next.equals(around)) {
      around = next;
      for (SwitchGate gate : gates) {
        AnswerMemory memory = gate.memory();
        if (memory != null) {
          memory.clear();
        }
      }
    }
  }

  // By hand; from any thread.

  /**
   * Sets a limit for a time.
   *
   * @param why as it is shown
   * @return whether there is such a limit
   * @throws IllegalArgumentException if it cannot have that rate; nothing has changed then
   */
  public synchronized boolean setLimit(
      String name, int requests, Duration within, Duration time, String why) {
    for (LimitSettings each : limits) {
      if (each.name().equals(name)) {
        LimitGate.check(each.withRate(requests, within));
        long now = System.nanoTime();
        holds.limit(
            name, new Hold<>(new Holds.Rate(requests, within), now + time.toNanos(), why), time);
        return done(now);
      }
    }
    return false;
  }

  /** Sets how many requests may be under way in a lane, for a time; as {@link #setLimit}. */
  public synchronized boolean setLane(String name, int bound, Duration time, String why) {
    if (!isNamed(lanes, each -> each.name().equals(name))) {
      return false;
    }
    long now = System.nanoTime();
    holds.lane(name, new Hold<>(bound, now + time.toNanos(), why), time);
    return done(now);
  }

  /** Turns a switch on or off for a time; as {@link #setLimit}. */
  public synchronized boolean turn(String name, boolean on, Duration time, String why) {
    SwitchGate gate = admission.switches().named(name);
    if (gate == null) {
      return false;
    }
    long now = System.nanoTime();
    boolean before = gate.isOn();
    gate.degrade().hold(on, now + time.toNanos(), why, now);
    String cause = "by hand: " + (on ? "on" : "off") + " for " + Figures.said(time) + ": " + why;
    turns.note(name, before == on ? Kind.SWITCH_HELD : kind(on), cause);
    return done(now);
  }

  /** Takes back what was set of a limit; tells whether there is such a limit. */
  public synchronized boolean limitBack(String name) {
    boolean any = holds.limitBack(name, "by hand");
    return isNamed(limits, each -> each.name().equals(name)) && (!any || done(System.nanoTime()));
  }

  /** Takes back what was set of a lane; tells whether there is such a lane. */
  public synchronized boolean laneBack(String name) {
    boolean any = holds.laneBack(name, "by hand");
    return isNamed(lanes, each -> each.name().equals(name)) && (!any || done(System.nanoTime()));
  }

  /** Leaves a switch to its signals again; tells whether there is such a switch. */
  public synchronized boolean letGo(String name) {
    SwitchGate gate = admission.switches().named(name);
    if (gate != null) {
      gate.degrade().letGo();
      look();
    }
    return gate != null;
  }

  private static <T> boolean isNamed(List<T> all, Predicate<T> isIt) {
    return all.stream().anyMatch(isIt);
  }

  private boolean done(long now) {
    apply(now);
    lookFromNowOn();
    return true;
  }

  // As time passes.

  private synchronized void lookFromNowOn() {
    if (!looking && !thread.isShutdown()) {
      looking = true;
      try {
        var _ =
            thread.scheduleAtFixedRate(
                this::lookAgain, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // It is being closed.
        looking = false;
      }
    }
  }

  private void lookAgain() {
    try {
      slideAndLook();
    } catch (RuntimeException e) {
      // The executor would never look again.
      LOG.error("event=look-failed", e);
    }
  }

  private synchronized void slideAndLook() {
    signals.look();
    look();
  }

  private void look() {
    long now = System.nanoTime();
    boolean any = holds.expire(now);
    for (SwitchGate gate : admission.switches().all()) {
      any |= look(gate, now);
    }
    if (any) {
      apply(now);
    }
  }

  private boolean look(SwitchGate gate, long now) {
    List<SignalSettings> wanted = gate.settings().signals();
    double[] values = new double[wanted.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = signals.value(wanted.get(i), now);
    }
    int before = gate.degrade().turnedBy();
    if (!gate.look(values, now)) {
      return false;
    }
    int by = gate.isOn() ? gate.degrade().turnedBy() : before;
    String cause = gate.degrade().cause();
    if (by < 0) {
      turns.note(gate.name(), kind(gate.isOn()), cause);
    } else {
      String unit = gate.degrade().rules().get(by).unit();
      String measured = Figures.said(gate.degrade().measured(), unit);
      turns.note(gate.name(), kind(gate.isOn()), cause, measured);
    }
    return true;
  }

  private static Kind kind(boolean on) {
    return on ? Kind.SWITCH_ON : Kind.SWITCH_OFF;
  }

  // What comes of it.

  private void apply(long now) {
    Admission to = admission;
    List<SwitchGate> gates = to.switches().all();
    Map<String, Lowering> lowered = Lowering.of(gates, LowerSettings::limit, holds::isLimitSet);
    to.limits(inForce(lowered), fleet, lowered, now);
    Map<String, Lowering> narrowed = Lowering.of(gates, LowerSettings::lane, holds::isLaneSet);
    for (LaneGate lane : to.lanes()) {
      Adjustment byHand = holds.of(lane.settings());
      Lowering lowering = narrowed.getOrDefault(lane.settings().name(), Lowering.NONE);
      lane.adjust(byHand == null ? Adjustment.percent(lowering.percent()) : byHand, lowering);
    }
    List<SwitchGate> tried =
        gates.stream().filter(gate -> gate.isOn() && gate.isObserved()).toList();
    to.tryOut(limits, tried, fleet.gateways(), now);
    boolean reduce =
        gates.stream().anyMatch(gate -> gate.isBiting() && gate.settings().noTelemetry());
    if (reduce != reduced) {
      reduced = reduce;
      telemetry.accept(reduce);
    }
  }

  /** Limits as they are to be: by hand, or lowered, or as configured. */
  private List<LimitSettings> inForce(Map<String, Lowering> lowered) {
    List<LimitSettings> all = new ArrayList<>();
    for (LimitSettings each : limits) {
      LimitSettings byHand = holds.of(each);
      Lowering lowering = lowered.get(each.name());
      all.add(byHand != null ? byHand : lowering == null ? each : each.lowered(lowering.percent()));
    }
    return all;
  }

  /** Limits, lanes and switches at this moment. */
  public synchronized AdmissionStatus status() {
    long now = System.nanoTime();
    Instant instant = Instant.now();
    return new AdmissionStatus(
        admission.limitStatus(now),
        fleet.status(),
        admission.laneStatus(clusters),
        admission.demand(now),
        admission.switches().all().stream()
            .map(gate -> gate.status(signals, now, instant))
            .toList(),
        holds.status(limits, lanes, now, instant),
        turns.last());
  }

  @Override
  public void close() {
    thread.shutdownNow();
    synchronized (this) {
      admission.close();
      signals.close();
    }
  }
}
