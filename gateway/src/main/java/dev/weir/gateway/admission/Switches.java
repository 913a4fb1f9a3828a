package dev.weir.gateway.admission;

import dev.weir.gateway.filter.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All switches, as requests meet them. Immutable; what it holds turns. */
final class Switches {
  /** There are none. */
  static final Switches NONE = new Switches(List.of());

  private final List<SwitchGate> all;

  Switches(List<SwitchGate> all) {
    this.all = List.copyOf(all);
  }

  List<SwitchGate> all() {
    return all;
  }

  /** The switch of that name; null if there is none. */
  @Nullable SwitchGate named(String name) {
    for (SwitchGate gate : all) {
      if (gate.name().equals(name)) {
        return gate;
      }
    }
    return null;
  }

  boolean isAnyOn() {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isOn()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first switch that turns a request away; null if none does. It is counted there, and only
   * there; if none does, those count it that are observed and would have.
   *
   * @param lane the request's; null if it has none
   */
  @Nullable SwitchGate turningAway(Request request, String cluster, @Nullable LaneGate lane) {
    boolean observed = false;
    for (int i = 0; i < all.size(); i++) {
      SwitchGate gate = all.get(i);
      if (gate.isOn() && gate.takes(request, cluster, lane)) {
        if (!gate.isObserved()) {
          gate.refused(request);
          return gate;
        }
        observed = true;
      }
    }
    if (observed) {
      observe(request, cluster, lane);
    }
    return null;
  }

  private void observe(Request request, String cluster, @Nullable LaneGate lane) {
    for (int i = 0; i < all.size(); i++) {
      SwitchGate gate = all.get(i);
      if (gate.isOn() && gate.isObserved() && gate.takes(request, cluster, lane)) {
        gate.refused(request);
      }
    }
  }
}
