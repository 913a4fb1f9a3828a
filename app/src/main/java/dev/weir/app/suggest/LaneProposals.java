package dev.weir.app.suggest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lanes that follow from what was under way at once. What is new is only observed. */
final class LaneProposals {
  private LaneProposals() {}

  /** All lanes of the configuration to come. */
  static List<Proposal> of(Seen seen) {
    List<Map<String, Object>> configured = ConfiguredItems.lanes(seen.configuration());
    List<Proposal> proposals = new ArrayList<>();
    Set<String> withLanes = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (Map<String, Object> item : configured) {
      names.add(Json.text(item, "name"));
      withLanes.add(Json.text(item, "cluster"));
      proposals.add(configured(item, seen.lane(Json.text(item, "name"))));
    }
    long most =
        Asked.ofDemand(seen.demandBy("tenant")).stream().mapToLong(Asked::active).max().orElse(0);
    if (most == 0) {
      return proposals;
    }
    for (String cluster : seen.clusters()) {
      if (!withLanes.contains(cluster)) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("name", names.contains(cluster) ? cluster + "-2" : cluster);
        item.put("cluster", cluster);
        item.put("mode", "observe");
        proposals.add(
            new Proposal(
                item,
                true,
                ("nothing bounds what is under way at cluster %s; one tenant had %d requests at"
                        + " once; how many do good is found")
                    .formatted(cluster, most)));
      }
    }
    return proposals;
  }

  private static Proposal configured(Map<String, Object> item, Map<String, Object> status) {
    long refused = Json.sum(status.get("refused"));
    long all = refused + Json.number(status, "admitted");
    long most = Json.number(status, "most_active");
    String turned = "%d of %d requests (%s)".formatted(refused, all, Figures.percent(refused, all));
    String waits =
        "%d waited, %d ms at most"
            .formatted(Json.number(status, "waited"), Json.number(status, "longest_wait_millis"));
    boolean observed = Json.text(item, "mode").equals("observe");
    if (Json.flag(status, "adaptive")) {
      return new Proposal(
          item,
          false,
          "stays: it %s %d, %s; %s"
              .formatted(
                  observed ? "would bound at" : "bounds at",
                  Json.number(status, "bound"),
                  observed ? "and would have made wait or turned away " + turned : waits,
                  observed
                      ? "at most %d were under way".formatted(most)
                      : "it turned away " + turned));
    }
    if (!observed) {
      return new Proposal(item, false, "stays: " + waits + ", and it turned away " + turned);
    }
    if (refused == 0 || most == 0) {
      return new Proposal(
          item, false, "stays: nobody would have waited or been turned away; it could be enforced");
    }
    Map<String, Object> changed = new LinkedHashMap<>(item);
    changed.put("concurrency", Figures.generous((double) most));
    return new Proposal(
        changed,
        !changed.equals(item),
        "at most %d were under way; its %d would have made wait or turned away %s"
            .formatted(most, Json.number(status, "bound"), turned));
  }
}
