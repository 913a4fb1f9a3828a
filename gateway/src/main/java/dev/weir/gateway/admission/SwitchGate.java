package dev.weir.gateway.admission;

import dev.weir.flow.degrade.DegradeSwitch;
import dev.weir.flow.degrade.SignalRule;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.remember.AnswerMemory;
import dev.weir.gateway.remember.Question;
import dev.weir.gateway.settings.LowerSettings;
import dev.weir.gateway.settings.MemorySettings;
import dev.weir.gateway.settings.Mode;
import dev.weir.gateway.settings.SignalMeasure;
import dev.weir.gateway.settings.SignalSettings;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TurnAwaySettings;
import dev.weir.gateway.status.SignalStatus;
import dev.weir.gateway.status.SwitchStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One switch, as requests meet it. What is for every request is safe from any thread; turning it is
 * for {@link Steering}, under its lock.
 */
final class SwitchGate {
  private final SwitchSettings settings;
  private final @Nullable TurnAway turnAway;
  private final @Nullable AnswerMemory memory;
  private final DegradeSwitch degrade;
  private final Counts counts;
  private final LongAdder touched;

  /** Of the signals, when they were last looked at. */
  private volatile double[] values;

  private SwitchGate(
      SwitchSettings settings,
      @Nullable AnswerMemory before,
      Counts counts,
      LongAdder touched,
      long now) {
    TurnAwaySettings away = settings.turnAway();
    this.settings = settings;
    this.turnAway = away == null ? null : new TurnAway(away);
    this.memory = memory(settings.fromMemory(), before);
    this.degrade =
        new DegradeSwitch(
            settings.name(), settings.signals().stream().map(SwitchGate::rule).toList(), now);
    this.counts = counts;
    this.touched = touched;
    this.values = new double[settings.signals().size()];
    java.util.Arrays.fill(values, Double.NaN);
  }

  private static @Nullable AnswerMemory memory(
      @Nullable MemorySettings wanted, @Nullable AnswerMemory before) {
    if (wanted == null) {
      return null;
    }
    return before != null && before.settings().equals(wanted) ? before : new AnswerMemory(wanted);
  }

  static SwitchGate of(SwitchSettings settings, long now) {
    return new SwitchGate(settings, null, new Counts(), new LongAdder(), now);
  }

  /** The same with other settings: what a hand has said of it stays said. */
  SwitchGate with(SwitchSettings changed, long now) {
    if (changed.equals(settings)) {
      return this;
    }
    SwitchGate next = new SwitchGate(changed, memory, counts, touched, now);
    if (degrade.isHeld()) {
      next.degrade.hold(degrade.isOn(), degrade.heldUntil(now), degrade.cause(), now);
    }
    return next;
  }

  private static SignalRule rule(SignalSettings signal) {
    String unit = signal.measure() == SignalMeasure.P99_MILLIS ? "ms" : "%";
    return new SignalRule(
        said(signal),
        unit,
        signal.onAbove(),
        signal.onAfter().toNanos(),
        signal.low(),
        signal.offAfter().toNanos());
  }

  private static String said(SignalSettings signal) {
    String of =
        signal.lane() == null
            ? "cluster [" + signal.cluster() + "]"
            : "lane [" + signal.lane() + "]";
    return switch (signal.measure()) {
      case CPU_PERCENT -> "processor use of " + of;
      case HEAP_PERCENT -> "heap use of " + of;
      case P99_MILLIS -> "p99 of " + of;
      case REJECTED_PERCENT -> "rejections of " + of;
    };
  }

  SwitchSettings settings() {
    return settings;
  }

  String name() {
    return settings.name();
  }

  DegradeSwitch degrade() {
    return degrade;
  }

  // For every request.

  boolean isOn() {
    return degrade.isOn();
  }

  boolean isObserved() {
    return settings.mode() == Mode.OBSERVE;
  }

  /** Whether it is on, and not merely observed. */
  boolean isBiting() {
    return degrade.isOn() && !isObserved();
  }

  /** Whether it would turn a request away while it is on. */
  boolean takes(Request request, String cluster, @Nullable LaneGate lane) {
    return turnAway != null && turnAway.takes(request, cluster, lane);
  }

  /** What it remembers; null if that is nothing. */
  @Nullable AnswerMemory memory() {
    return memory;
  }

  /** Whether it would turn a request away, if that goes to the right cluster. */
  boolean mayTake(Request request) {
    return turnAway != null && turnAway.mayTake(request);
  }

  /** The answer that it has for a request which it turns away; null if it has none. */
  @Nullable Reply recall(Request request, @Nullable Question question, String cluster) {
    Reply known = memory == null ? null : memory.recall(question, cluster);
    if (known != null) {
      counts.diverted(request.tenant().name());
      touched.increment();
    }
    return known;
  }

  /** It is observed, and would have turned a request away, or answered it from memory. */
  void wouldTurnAway(Request request, @Nullable Question question, String cluster) {
    if (memory != null && memory.knows(question, cluster)) {
      counts.diverted(request.tenant().name());
      touched.increment();
    } else {
      refused(request);
    }
  }

  /** A request is turned away by it, or would have been. */
  void refused(Request request) {
    counts.refused(request.tenant().name());
    touched.increment();
  }

  /**
   * A request is refused, or has to wait, because of a limit or a lane that it has lowered; or
   * would be, if it is observed.
   */
  void hinders(String tenant) {
    counts.hindered(tenant);
    touched.increment();
  }

  /** Why a request is turned away, and when it can pass at the earliest. */
  Refusal refusal(long now) {
    int signal = degrade.turnedBy();
    SignalMeasure measure = signal < 0 ? null : settings.signals().get(signal).measure();
    String cause = signal < 0 ? "by hand: " + degrade.cause() : degrade.cause();
    Refusal refusal =
        Refusal.of(
                // Whoever is rejected asks too much; all else is the cluster's state, or our wish.
                measure == SignalMeasure.REJECTED_PERCENT ? 429 : 503,
                "degraded_exception",
                "switch ["
                    + name()
                    + "] is on, "
                    + cause
                    + (turnAway == null ? "" : "; turned away: " + turnAway.said())
                    + (memory == null ? "" : "; no answer is remembered"))
            .withRetryAfter(Duration.ofNanos(Math.max(0, degrade.earliestOff() - now)))
            .withDetail("switch", name())
            .withDetail("cause", cause);
    if (signal < 0) {
      return refusal;
    }
    SignalRule rule = degrade.rules().get(signal);
    return refusal
        .withDetail("measured", Figures.said(values[signal], rule.unit()))
        .withDetail("bound", Figures.said(rule.offBelow(), rule.unit()));
  }

  // By its owner.

  /**
   * Looks at its signals.
   *
   * @return whether it was turned by this
   */
  boolean look(double[] now, long time) {
    values = now;
    return degrade.look(now, time);
  }

  /** What it gives up, in words. */
  private List<String> effects() {
    List<String> effects = new ArrayList<>();
    if (turnAway != null) {
      effects.add("turns away " + turnAway.said());
    }
    if (memory != null) {
      effects.add("answers reads of these from memory");
    }
    for (LowerSettings lower : settings.lower()) {
      String what = lower.lane() == null ? "limit " + lower.limit() : "lane " + lower.lane();
      effects.add(what + " at " + lower.percent() + " %");
    }
    if (settings.noTelemetry()) {
      effects.add("no telemetry");
    }
    return effects;
  }

  SwitchStatus status(Signals signals, long now, Instant instant) {
    List<SignalStatus> shown = new ArrayList<>();
    int by = degrade.turnedBy();
    double[] measured = values;
    for (int i = 0; i < measured.length; i++) {
      SignalRule rule = degrade.rules().get(i);
      shown.add(
          new SignalStatus(
              rule.name(),
              rule.unit(),
              measured[i],
              rule.onAbove(),
              Duration.ofNanos(rule.onAfterNanos()),
              rule.offBelow(),
              Duration.ofNanos(rule.offAfterNanos()),
              i == by,
              signals.problem(settings.signals().get(i))));
    }
    return new SwitchStatus(
        name(),
        isObserved(),
        degrade.isOn(),
        degrade.cause(),
        degrade.measured(),
        instant.plusNanos(degrade.since() - now),
        degrade.isHeld() ? instant.plusNanos(degrade.heldUntil(now) - now) : null,
        degrade.turns(),
        touched.sum(),
        counts.allRefused(),
        counts.allHindered(),
        counts.allDiverted(),
        memory == null ? null : memory.status(),
        effects(),
        shown);
  }
}
