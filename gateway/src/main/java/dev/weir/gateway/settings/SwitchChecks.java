package dev.weir.gateway.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what a switch names is there. */
final class SwitchChecks {
  private final Checks checks;
  private final List<String> clusters;
  private final List<String> limits;
  private final List<String> lanes;

  SwitchChecks(Checks checks, List<String> clusters, List<String> limits, List<String> lanes) {
    this.checks = checks;
    this.clusters = clusters;
    this.limits = limits;
    this.lanes = lanes;
  }

  /**
   * Checks a switch.
   *
   * @param at its place in the settings
   */
  void check(String at, SwitchSettings settings) {
    TurnAwaySettings turnAway = settings.turnAway();
    if (turnAway != null) {
      all(at + ".turn-away.clusters", turnAway.clusters(), clusters);
      all(at + ".turn-away.lanes", turnAway.lanes(), lanes);
    }
    for (int i = 0; i < settings.lower().size(); i++) {
      LowerSettings lower = settings.lower().get(i);
      one(at + ".lower[" + i + "].limit", lower.limit(), limits);
      one(at + ".lower[" + i + "].lane", lower.lane(), lanes);
    }
    for (int i = 0; i < settings.signals().size(); i++) {
      SignalSettings signal = settings.signals().get(i);
      one(at + ".signals[" + i + "].cluster", signal.cluster(), clusters);
      one(at + ".signals[" + i + "].lane", signal.lane(), lanes);
    }
  }

  private void all(String key, List<String> named, List<String> known) {
    for (int i = 0; i < named.size(); i++) {
      one(key + "[" + i + "]", named.get(i), known);
    }
  }

  private void one(String key, @Nullable String named, List<String> known) {
    checks.that(named == null || known.contains(named), key, named, "one of " + known);
  }
}
