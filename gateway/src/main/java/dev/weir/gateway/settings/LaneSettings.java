package dev.weir.gateway.settings;

import dev.weir.search.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A share of a cluster that some requests have for themselves. */
public record LaneSettings(
    @Setting(value = "Name of the lane.", example = "writers", required = true) String name,
    @Setting(value = "The cluster of which it is a share.", example = "main", required = true)
        String cluster,
    @Setting(value = "Requests of these tenants. Empty: of all.", example = "[batch]")
        List<String> tenants,
    @Setting(value = "Requests of these routes. Empty: of all.", example = "[reports]")
        List<String> routes,
    @Setting(value = "These operations. Empty: all.", example = "[bulk, reindex]")
        List<Operation> operations,
    @Setting(
            value =
                "Only requests whose path names an index like one of these, with * for any"
                    + " characters; aliases and patterns in the path are not resolved. Empty: all.",
            example = "[logs-*]")
        List<String> indices,
    @Setting(
            value = "Requests that announce a body of at least so much. Absent: of any size.",
            example = "1mb")
        @Nullable ByteSize minBody,
    @Setting(
            value =
                "Searches that are expected to cost at least so much, in units of about a"
                    + " millisecond of one shard's work; takes queries. 0: whatever they cost.",
            example = "500")
        int minCost,
    @Setting(value = "Takes nothing but what a limit's over-lane sends to it.", example = "true")
        boolean onlyOver,
    @Setting(
            value = "Which endpoints of the cluster it has. Absent: all.",
            example = "{roles: [coordinating_only], reserved: true}")
        @Nullable LaneEndpointsSettings endpoints,
    @Setting(
            value =
                "Connections to each node that it has for itself, over all event loops, at least"
                    + " one for each; 0: it shares those of the cluster.",
            example = "20")
        int connections,
    @Setting(
            value =
                "How many requests may be under way. Absent: as many as the cluster is found to"
                    + " work on without most of them waiting inside it.",
            example = "50")
        int concurrency,
    @Setting(value = "Fewest, where the number is found.", example = "4") int least,
    @Setting(value = "Most, where the number is found.", example = "500") int most,
    @Setting(value = "How many more may wait.", example = "100") int maxWaiting,
    @Setting(value = "How long each may wait.", example = "500ms") Duration maxWait,
    @Setting(
            value = "observe lets all pass and counts what it would have made wait or refused.",
            example = "observe")
        Mode mode) {

  public LaneSettings {
    tenants = List.copyOf(tenants);
    routes = List.copyOf(routes);
    operations = List.copyOf(operations);
    indices = List.copyOf(indices);
    new Checks()
        .name("name", name)
        .between(0, 1_000_000_000, "min-cost", minCost)
        .between(0, 65_536, "connections", connections)
        .between(0, 1_000_000, "concurrency", concurrency)
        .between(1, 1_000_000, "least", least)
        .that(most >= least && most <= 1_000_000, "most", most, "between least and 1000000")
        .between(0, 100_000, "max-waiting", maxWaiting)
        .notNegative("max-wait", maxWait)
        .done();
  }

  public static LaneSettings defaults() {
    return new LaneSettings(
        "lane",
        "main",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        0,
        false,
        null,
        0,
        0,
        2,
        1_000,
        100,
        Duration.ofSeconds(1),
        Mode.ENFORCE);
  }
}
