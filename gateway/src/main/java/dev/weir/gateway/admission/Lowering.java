package dev.weir.gateway.admission;

import dev.weir.gateway.settings.LowerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The switches that have a limit or a lane let less pass. Immutable. */
final class Lowering {
  private static final int ALL = 100;

  /** By none. */
  static final Lowering NONE = new Lowering(List.of(), ALL);

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

  /**
   * What switches lower at this moment, by its name.
   *
   * @param name what one entry of a switch is about; null if it is about something else
   * @param isSetByHand whether it stays as a hand has set it
   */
  static Map<String, Lowering> of(
      List<SwitchGate> gates,
      Function<LowerSettings, @Nullable String> name,
      Predicate<String> isSetByHand) {
    Map<String, List<SwitchGate>> by = new HashMap<>();
    Map<String, Integer> percents = new HashMap<>();
    for (SwitchGate gate : gates) {
      if (gate.isBiting()) {
        for (LowerSettings each : gate.settings().lower()) {
          String of = name.apply(each);
          if (of != null && !isSetByHand.test(of)) {
            by.computeIfAbsent(of, n -> new ArrayList<>()).add(gate);
            percents.merge(of, each.percent(), Math::min);
          }
        }
      }
    }
    Map<String, Lowering> lowered = new HashMap<>();
    by.forEach((of, some) -> lowered.put(of, new Lowering(some, percents.getOrDefault(of, ALL))));
    return lowered;
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

  /** A request of a tenant meets less than it would have without. */
  void hinders(String tenant) {
    for (int i = 0; i < switches.size(); i++) {
      switches.get(i).hinders(tenant);
    }
  }
}
