package dev.weir.gateway.admission;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.TurnAwaySettings;
import dev.weir.search.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which requests a switch turns away. */
final class TurnAway {
  private final TurnAwaySettings settings;
  private final Set<String> clusters;
  private final Set<String> lanes;
  private final Set<Operation.Kind> kinds;
  private final Selector selector;

  TurnAway(TurnAwaySettings settings) {
    this.settings = settings;
    this.clusters = Set.copyOf(settings.clusters());
    this.lanes = Set.copyOf(settings.lanes());
    this.kinds = EnumSet.noneOf(Operation.Kind.class);
    this.kinds.addAll(settings.kinds());
    this.selector =
        Selector.of(
            settings.tenants(),
            settings.exempt(),
            settings.routes(),
            settings.operations(),
            settings.indices());
  }

  /**
   * Whether it is for a request.
   *
   * @param lane the request's; null if it has none
   */
  boolean takes(Request request, String cluster, @Nullable LaneGate lane) {
    return mayTake(request)
        && (clusters.isEmpty() || clusters.contains(cluster))
        && (lanes.isEmpty() || (lane != null && lanes.contains(lane.settings().name())));
  }

  /** Whether it is for a request if that goes to the right cluster, and has the right lane. */
  boolean mayTake(Request request) {
    Priority below = settings.below();
    return (below == null || below.isAbove(request.tenant().priority()))
        && (kinds.isEmpty() || kinds.contains(request.operation().kind()))
        && selector.takes(request);
  }

  /** In words. */
  String said() {
    List<String> parts = new ArrayList<>();
    settings.kinds().forEach(kind -> parts.add(word(kind)));
    settings.operations().forEach(operation -> parts.add(word(operation)));
    add(parts, "of ", settings.tenants());
    if (settings.below() != null) {
      parts.add("below " + word(settings.below()));
    }
    add(parts, "of lane ", settings.lanes());
    add(parts, "of route ", settings.routes());
    add(parts, "on ", settings.indices());
    add(parts, "to ", settings.clusters());
    add(parts, "not of ", settings.exempt());
    return parts.isEmpty() ? "all requests" : String.join(", ", parts);
  }

  private static void add(List<String> parts, String before, List<String> names) {
    if (!names.isEmpty()) {
      parts.add(before + String.join(" or ", names));
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
