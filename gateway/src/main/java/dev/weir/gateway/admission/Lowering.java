package dev.weir.gateway.admission;

import java.util.List;
import java.util.stream.Collectors;

/** The switches that have a limit or a lane let less pass. Immutable. */
final class Lowering {
  /** By none. */
  static final Lowering NONE = new Lowering(List.of(), 100);

  private final List<SwitchGate> switches;
  private final String names;
  private final int percent;

  /**
   * A lowering.
   *
   * @param percent how much of the bound is left
   */
  Lowering(List<SwitchGate> switches, int percent) {
    this.switches = List.copyOf(switches);
    this.names = switches.stream().map(SwitchGate::name).collect(Collectors.joining(", "));
    this.percent = percent;
  }

  /** Whether there is no such switch. */
  boolean isNone() {
    return switches.isEmpty();
  }

  /** The switches' names. */
  String names() {
    return names;
  }

  int percent() {
    return percent;
  }

  /** A request meets less than it would have without. */
  void touch() {
    for (int i = 0; i < switches.size(); i++) {
      switches.get(i).touch();
    }
  }
}
