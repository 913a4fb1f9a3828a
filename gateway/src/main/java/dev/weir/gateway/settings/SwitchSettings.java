package dev.weir.gateway.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is given up for a time, by hand or by a signal, so that the rest goes on. */
public record SwitchSettings(
    @Setting(value = "Name of the switch.", example = "writers-give-way", required = true)
        String name,
    @Setting(
            value = "Which requests are turned away while it is on. Absent: none.",
            example = "{kinds: [write]}",
            required = true)
        @Nullable TurnAwaySettings turnAway,
    @Setting(
            value =
                "Reads that it turns away are answered from memory instead, where the same was"
                    + " asked before: what is remembered, at all times. Absent: nothing is.",
            example = "{size: 64mb, keep: 10m}")
        @Nullable MemorySettings fromMemory,
    @Setting(
            value = "Limits and lanes that let less pass while it is on.",
            example = "[{lane: writers, percent: 30}]")
        List<LowerSettings> lower,
    @Setting(
            value = "Whether the access log, and metrics of times and sizes, pause while it is on.",
            example = "true")
        boolean noTelemetry,
    @Setting(
            value = "What turns it by itself: any of these. Empty: only a hand does.",
            example = "[{measure: cpu-percent, cluster: main, on-above: 90}]")
        List<SignalSettings> signals,
    @Setting(
            value =
                "observe turns nothing away, lowers nothing, and counts what it would have turned"
                    + " away.",
            example = "observe")
        Mode mode) {

  private static final int MOST_SIGNALS = 16;

  public SwitchSettings {
    lower = List.copyOf(lower);
    signals = List.copyOf(signals);
    new Checks()
        .name("name", name)
        .that(
            turnAway != null || !lower.isEmpty() || noTelemetry,
            "turn-away",
            turnAway,
            "something to give up: turn-away, lower or no-telemetry")
        .that(
            fromMemory == null || turnAway != null,
            "from-memory",
            fromMemory,
            "nothing unless turn-away says of whose reads")
        .that(signals.size() <= MOST_SIGNALS, "signals", signals.size(), "at most " + MOST_SIGNALS)
        .done();
  }

  /** The tenants that it names as those to turn away. */
  List<String> turnedAway() {
    return turnAway == null ? List.of() : turnAway.tenants();
  }

  /** The tenants that it names as those not to turn away. */
  List<String> neverTurnedAway() {
    return turnAway == null ? List.of() : turnAway.exempt();
  }

  public static SwitchSettings defaults() {
    return new SwitchSettings(
        "switch", TurnAwaySettings.defaults(), null, List.of(), false, List.of(), Mode.ENFORCE);
  }
}
