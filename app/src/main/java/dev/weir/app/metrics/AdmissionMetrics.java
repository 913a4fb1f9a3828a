package dev.weir.app.metrics;

import dev.weir.gateway.status.AdmissionStatus;
import dev.weir.gateway.status.DemandStatus;
import dev.weir.gateway.status.LaneStatus;
import dev.weir.gateway.status.LimitStatus;
import dev.weir.gateway.status.SwitchStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits, lanes, switches and what the fleet shares, as of the last snapshot; meters of those that
 * are gone go, too.
 */
final class AdmissionMetrics {
  /** A lane's place; a name may stand in two clusters. */
  private record Place(String cluster, String lane) {}

  /** Whose demand it is: of a limit, or of all. */
  private record Asked(String by, @Nullable String limit) {}

  /** What a hand has set. */
  private record Held(String kind, String name) {}

  private final MeterRegistry registry;
  private final Map<String, LimitMeters> limits = new HashMap<>();
  private final FleetMeters fleet;
  private final Map<Place, LaneMeters> lanes = new HashMap<>();
  private final Map<Asked, DemandMeters> demands = new HashMap<>();
  private final Map<String, SwitchMeters> switches = new HashMap<>();
  private final Map<Held, Gauge> held = new HashMap<>();

  AdmissionMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.fleet = new FleetMeters(registry);
  }

  void update(AdmissionStatus status) {
    Set<String> limitsThere = new HashSet<>();
    for (LimitStatus limit : status.limits()) {
      limitsThere.add(limit.name());
      limits.computeIfAbsent(limit.name(), name -> new LimitMeters(registry, limit)).update(limit);
    }
    StatusMetrics.forget(limits, limitsThere, LimitMeters::remove);
    fleet.update(status.fleet());
    Set<Place> lanesThere = new HashSet<>();
    for (LaneStatus lane : status.lanes()) {
      Place place = new Place(lane.cluster(), lane.name());
      lanesThere.add(place);
      lanes.computeIfAbsent(place, p -> new LaneMeters(registry, lane)).update(lane);
    }
    StatusMetrics.forget(lanes, lanesThere, LaneMeters::remove);
    Set<Asked> asked = new HashSet<>();
    for (DemandStatus demand : status.demand()) {
      Asked whose = new Asked(demand.by(), demand.limit());
      asked.add(whose);
      demands.computeIfAbsent(whose, w -> new DemandMeters(registry, demand)).update(demand);
    }
    StatusMetrics.forget(demands, asked, DemandMeters::remove);
    Set<String> switchesThere = new HashSet<>();
    Set<Held> heldNow = new HashSet<>();
    for (SwitchStatus each : status.switches()) {
      switchesThere.add(each.name());
      switches.computeIfAbsent(each.name(), name -> new SwitchMeters(registry, each)).update(each);
      if (each.heldUntil() != null) {
        heldNow.add(new Held("switch", each.name()));
      }
    }
    StatusMetrics.forget(switches, switchesThere, SwitchMeters::remove);
    status.holds().forEach(hold -> heldNow.add(new Held(hold.kind(), hold.name())));
    heldNow.forEach(
        each -> held.computeIfAbsent(each, what -> held(registry, what.kind(), what.name())));
    StatusMetrics.forget(held, heldNow, registry::remove);
  }

  /** Shows that a hand has set something. */
  static Gauge held(MeterRegistry registry, String kind, String name) {
    return Gauge.builder("weir.held.by.hand", () -> 1)
        .description("1 for each limit, lane, switch and rule that is set by hand")
        .tag("kind", kind)
        .tag("name", name)
        .register(registry);
  }
}
