package dev.weir.gateway.settings;

import dev.weir.flow.concurrency.Priority;
import dev.weir.search.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which requests a switch turns away: those that fit all of what is given. */
public record TurnAwaySettings(
    @Setting(value = "Only requests to these clusters. Empty: to all.", example = "[main]")
        List<String> clusters,
    @Setting(
            value = "Only requests of these lanes. Empty: of all, and of none.",
            example = "[rest]")
        List<String> lanes,
    @Setting(value = "Only requests of these routes. Empty: of all.", example = "[reports]")
        List<String> routes,
    @Setting(value = "Only requests of these tenants. Empty: of all.", example = "[batch]")
        List<String> tenants,
    @Setting(value = "Not requests of these tenants.", example = "[payments]") List<String> exempt,
    @Setting(
            value = "Only requests of tenants that matter less than this. Absent: of all.",
            example = "high")
        @Nullable Priority below,
    @Setting(value = "Only these classes of operations. Empty: all.", example = "[write]")
        List<Operation.Kind> kinds,
    @Setting(value = "Only these operations. Empty: all.", example = "[bulk, reindex]")
        List<Operation> operations,
    @Setting(
            value =
                "Only requests whose path names an index like one of these, with * for any"
                    + " characters; aliases and patterns in the path are not resolved. Empty: all.",
            example = "[logs-*]")
        List<String> indices) {

  public TurnAwaySettings {
    clusters = List.copyOf(clusters);
    lanes = List.copyOf(lanes);
    routes = List.copyOf(routes);
    tenants = List.copyOf(tenants);
    exempt = List.copyOf(exempt);
    kinds = List.copyOf(kinds);
    operations = List.copyOf(operations);
    indices = List.copyOf(indices);
    new Checks()
        .that(below != Priority.LOW, "below", below, "critical, high or normal: nothing is below")
        .done();
  }

  /** All requests. */
  public static TurnAwaySettings defaults() {
    return new TurnAwaySettings(
        List.of(), List.of(), List.of(), List.of(), List.of(), null, List.of(), List.of(),
        List.of());
  }
}
