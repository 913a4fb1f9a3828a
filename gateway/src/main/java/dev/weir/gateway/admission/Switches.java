package dev.weir.gateway.admission;

import dev.weir.gateway.filter.Request;
import dev.weir.gateway.remember.AnswerMemory;
import dev.weir.gateway.remember.Place;
import dev.weir.gateway.remember.Question;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All switches, as requests meet them. Immutable; what it holds turns. */
final class Switches {
  /** There are none. */
  static final Switches NONE = new Switches(List.of());

  private final List<SwitchGate> all;
  private final List<SwitchGate> remembering;

  Switches(List<SwitchGate> all) {
    this.all = List.copyOf(all);
    this.remembering = all.stream().filter(gate -> gate.memory() != null).toList();
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
   * The first switch that turns a request away; null if none does. It is to be counted there, and
   * only there; if none does, those have counted it that are observed and would have.
   *
   * @param lane the request's; null if it has none
   * @param question what it asks; null if that cannot be in memory
   */
  @Nullable SwitchGate turningAway(
      Request request, String cluster, @Nullable LaneGate lane, @Nullable Question question) {
    boolean observed = false;
    for (int i = 0; i < all.size(); i++) {
      SwitchGate gate = all.get(i);
      if (gate.isOn() && gate.takes(request, cluster, lane)) {
        if (!gate.isObserved()) {
          return gate;
        }
        observed = true;
      }
    }
    if (observed) {
      observe(request, cluster, lane, question);
    }
    return null;
  }

  private void observe(
      Request request, String cluster, @Nullable LaneGate lane, @Nullable Question question) {
    for (int i = 0; i < all.size(); i++) {
      SwitchGate gate = all.get(i);
      if (gate.isOn() && gate.isObserved() && gate.takes(request, cluster, lane)) {
        gate.wouldTurnAway(request, question, cluster);
      }
    }
  }

  /**
   * How large a body has to be held to tell whether a request was asked before; 0 if nobody wants
   * to know.
   */
  int mostToRecall(Request request) {
    int most = 0;
    for (int i = 0; i < remembering.size(); i++) {
      SwitchGate gate = remembering.get(i);
      AnswerMemory memory = gate.memory();
      if (memory != null && gate.mayTake(request) && Question.canBe(request)) {
        most = Math.max(most, memory.settings().maxRequest().intBytes());
      }
    }
    return most;
  }

  /** Where the answer to a request that goes on is to be remembered. */
  List<Place> places(Question question, Request request, String cluster, @Nullable LaneGate lane) {
    List<Place> places = new ArrayList<>(1);
    for (int i = 0; i < remembering.size(); i++) {
      SwitchGate gate = remembering.get(i);
      AnswerMemory memory = gate.memory();
      if (memory != null && gate.takes(request, cluster, lane)) {
        Place place = memory.place(question, cluster);
        if (place != null) {
          places.add(place);
        }
      }
    }
    return places;
  }
}
