package dev.weir.gateway.admission;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.settings.LowerSettings;
import dev.weir.gateway.settings.MemorySettings;
import dev.weir.gateway.settings.Mode;
import dev.weir.gateway.settings.SignalMeasure;
import dev.weir.gateway.settings.SignalSettings;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TurnAwaySettings;
import dev.weir.search.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A switch that differs from doing nothing in what a test is about. */
final class SwitchBuilder {
  private final String name;
  private @Nullable TurnAwaySettings turnAway;
  private @Nullable MemorySettings fromMemory;
  private final List<LowerSettings> lower = new ArrayList<>();
  private final List<SignalSettings> signals = new ArrayList<>();
  private boolean noTelemetry;
  private Mode mode = Mode.ENFORCE;

  private SwitchBuilder(String name) {
    this.name = name;
  }

  static SwitchBuilder named(String name) {
    return new SwitchBuilder(name);
  }

  /** Turns a class of operations away. */
  SwitchBuilder turningAway(Operation.Kind kind) {
    turnAway = turnAway(List.of(), List.of(), null, List.of(kind));
    return this;
  }

  /** Turns everybody away below a priority. */
  SwitchBuilder turningAwayBelow(Priority priority, String... exempt) {
    turnAway = turnAway(List.of(), List.of(exempt), priority, List.of());
    return this;
  }

  /** Turns all of a lane away. */
  SwitchBuilder turningAwayLane(String lane) {
    turnAway = turnAway(List.of(lane), List.of(), null, List.of());
    return this;
  }

  private static TurnAwaySettings turnAway(
      List<String> lanes,
      List<String> exempt,
      @Nullable Priority below,
      List<Operation.Kind> kinds) {
    return new TurnAwaySettings(
        List.of(), lanes, List.of(), List.of(), exempt, below, kinds, List.of(), List.of());
  }

  /** Answering from memory what it turns away, where it can. */
  SwitchBuilder fromMemory(MemorySettings settings) {
    fromMemory = settings;
    return this;
  }

  SwitchBuilder loweringLimit(String limit, int percent) {
    lower.add(new LowerSettings(limit, null, percent));
    return this;
  }

  SwitchBuilder loweringLane(String lane, int percent) {
    lower.add(new LowerSettings(null, lane, percent));
    return this;
  }

  SwitchBuilder withoutTelemetry() {
    noTelemetry = true;
    return this;
  }

  /** Turned by the cluster {@code main}, at once; back after half a second. */
  SwitchBuilder by(SignalMeasure measure, int above) {
    return by(measure, "main", null, above);
  }

  /** Turned by a lane, as above. */
  SwitchBuilder byLane(SignalMeasure measure, String lane, int above) {
    return by(measure, null, lane, above);
  }

  private SwitchBuilder by(
      SignalMeasure measure, @Nullable String cluster, @Nullable String lane, int above) {
    signals.add(
        new SignalSettings(
            measure, cluster, lane, above, Duration.ZERO, 0, Duration.ofMillis(500)));
    return this;
  }

  /** Only counting what it would turn away. */
  SwitchBuilder observed() {
    mode = Mode.OBSERVE;
    return this;
  }

  SwitchSettings build() {
    return new SwitchSettings(name, turnAway, fromMemory, lower, noTelemetry, signals, mode);
  }
}
