package dev.weir.app.suggest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Limits that follow from what was asked for. Those that are enforced stay as they are. What is new
 * is only observed, so that nothing is refused by being pasted.
 */
final class LimitProposals {
  /** One that asks for so many times as much as the next has a limit of its own. */
  private static final double GAP = 4;

  private static final int MOST_GIANTS = 5;
  private static final int LONGEST_NAME = 63;
  private static final double BURST_MARGIN = 1.2;

  private final Seen seen;
  private final List<Proposal> proposals = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private LimitProposals(Seen seen) {
    this.seen = seen;
  }

  /** All limits of the configuration to come. */
  static List<Proposal> of(Seen seen) {
    LimitProposals limits = new LimitProposals(seen);
    List<Map<String, Object>> configured = ConfiguredItems.limits(seen.configuration());
    configured.forEach(item -> limits.names.add(Json.text(item, "name")));
    configured.forEach(item -> limits.proposals.add(limits.configured(item)));
    if (configured.stream().noneMatch(item -> Json.text(item, "by").equals("tenant"))) {
      limits.perTenant();
    }
    if (configured.stream().noneMatch(item -> Json.text(item, "by").equals("address"))) {
      limits.perAddress();
    }
    return limits.proposals;
  }

  private Proposal configured(Map<String, Object> item) {
    String name = Json.text(item, "name");
    Map<String, Object> status = seen.limit(name);
    long turned = Json.sum(status.get("refused")) + Json.sum(status.get("diverted"));
    long all = turned + Json.number(status, "admitted");
    String share = turned + " of " + all + " requests (" + Figures.percent(turned, all) + ")";
    if (!Json.text(item, "mode").equals("observe")) {
      return new Proposal(item, false, "stays: it is enforced, and turned " + share + " away");
    }
    if (Json.text(item, "counts").equals("cost")) {
      return new Proposal(
          item, false, "stays: what it counts is cost, and would have turned " + share + " away");
    }
    List<Asked> asked = Asked.ofDemand(seen.demandOf(name));
    if (asked.isEmpty()) {
      return new Proposal(item, false, "stays: too little was asked of it to tell");
    }
    long millis = Json.number(status, "within_millis");
    Asked busiest = asked.getFirst();
    for (Asked each : asked) {
      busiest = each.within(millis) > busiest.within(millis) ? each : busiest;
    }
    long wanted = Figures.generous(busiest.within(millis));
    long now = Json.number(status, "requests");
    Map<String, Object> changed = new LinkedHashMap<>(item);
    changed.put("requests", wanted);
    if (Json.text(item, "algorithm").isEmpty()) {
      changed.remove("burst");
      burst(changed, busiest, wanted, millis);
    }
    String reason =
        "%s had at most %d requests within %s%s; its %d would have turned %s away%s"
            .formatted(
                whose(status, busiest.key()),
                Math.round(busiest.within(millis)),
                Figures.duration(millis),
                millis <= 2_000 ? ", 99 times of 100" : "",
                now,
                share,
                turned == 0 ? ": it could be enforced" : "");
    return new Proposal(changed, !changed.equals(item), reason);
  }

  private static String whose(Map<String, Object> status, String key) {
    String by = Json.text(status, "by");
    return by.equals("all") || key.isEmpty() ? "all together" : by + " " + key;
  }

  /** What came at once shall pass, too. */
  private static void burst(
      Map<String, Object> item, Asked asked, long requests, long withinMillis) {
    long wanted = Figures.roundUp(asked.second() * BURST_MARGIN);
    if (withinMillis <= 1_000 && wanted > requests) {
      item.put("burst", wanted);
    }
  }

  private void perTenant() {
    Set<String> known = seen.tenants();
    List<Asked> asked =
        Asked.ofDemand(seen.demandBy("tenant")).stream()
            .filter(each -> known.contains(each.key()))
            .toList();
    int giants = giants(asked);
    for (Asked giant : asked.subList(0, giants)) {
      Map<String, Object> item = item("tenant-" + giant.key(), giant);
      item.put("tenants", List.of(giant.key()));
      proposals.add(
          new Proposal(
              item, true, ofItsOwn(giant) + "; that is far more than the others, so it is alone"));
    }
    if (giants < asked.size()) {
      Asked largest = asked.get(giants);
      Map<String, Object> item = item("per-tenant", largest);
      item.put("by", "tenant");
      if (giants > 0) {
        item.put("exempt", asked.subList(0, giants).stream().map(Asked::key).toList());
      }
      proposals.add(new Proposal(item, true, ofItsOwn(largest) + ", more than the rest"));
    }
  }

  private static String ofItsOwn(Asked asked) {
    return "tenant %s had at most %d requests a second in 99 of 100 busy ones, and never over %d"
        .formatted(asked.key(), asked.usual(), asked.second());
  }

  /** How many of them stand above the first gap; none if there is no gap. */
  private static int giants(List<Asked> asked) {
    for (int i = 1; i < asked.size() && i <= MOST_GIANTS; i++) {
      if (asked.get(i - 1).usual() >= GAP * asked.get(i).usual()) {
        return i;
      }
    }
    return 0;
  }

  /** An address says something only if there are several, and none stands for all of them. */
  private void perAddress() {
    List<Asked> asked = Asked.ofDemand(seen.demandBy("address"));
    if (asked.size() < 2) {
      return;
    }
    Asked busiest = asked.getFirst();
    Map<String, Object> item = item("per-address", busiest);
    item.put("by", "address");
    proposals.add(
        new Proposal(
            item,
            true,
            "address %s had at most %d requests a second in 99 of 100 busy ones, more than the rest"
                .formatted(busiest.key(), busiest.usual())));
  }

  private Map<String, Object> item(String wantedName, Asked asked) {
    Map<String, Object> item = new LinkedHashMap<>();
    long requests = Figures.generous((double) asked.usual());
    item.put("name", unused(wantedName));
    item.put("requests", requests);
    burst(item, asked, requests, 1_000);
    item.put("mode", "observe");
    return item;
  }

  private String unused(String wanted) {
    String name = cut(wanted, LONGEST_NAME);
    for (int i = 2; !names.add(name); i++) {
      String suffix = "-" + i;
      name = cut(wanted, LONGEST_NAME - suffix.length()) + suffix;
    }
    return name;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
