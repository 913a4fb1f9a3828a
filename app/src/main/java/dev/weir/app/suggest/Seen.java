package dev.weir.app.suggest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a running gateway has seen and how it is configured, as its admin pages say it.
 *
 * @param demand of {@code /-/demand}
 * @param limits of {@code /-/limits}
 * @param lanes of {@code /-/lanes}
 * @param configuration of {@code /-/config}
 */
record Seen(
    List<Map<String, Object>> demand,
    List<Map<String, Object>> limits,
    List<Map<String, Object>> lanes,
    Map<?, ?> configuration) {
  private static final String UNKNOWN = "unknown";

  /** Reads it all. */
  static Seen read(AdminClient admin) throws InterruptedException {
    return new Seen(
        Json.objects(admin.read("/-/demand").get("demand")),
        Json.objects(admin.read("/-/limits").get("limits")),
        Json.objects(admin.read("/-/lanes").get("lanes")),
        admin.read("/-/config"));
  }

  /** What is asked for by tenant or address, of all requests. */
  Map<String, Object> demandBy(String by) {
    return demand.stream()
        .filter(each -> !each.containsKey("limit") && Json.text(each, "by").equals(by))
        .findFirst()
        .orElse(Map.of());
  }

  /** What is asked of a limit that is observed. */
  Map<String, Object> demandOf(String limit) {
    return demand.stream()
        .filter(each -> Json.text(each, "limit").equals(limit))
        .findFirst()
        .orElse(Map.of());
  }

  Map<String, Object> limit(String name) {
    return named(limits, name);
  }

  Map<String, Object> lane(String name) {
    return named(lanes, name);
  }

  private static Map<String, Object> named(List<Map<String, Object>> of, String name) {
    return of.stream()
        .filter(each -> Json.text(each, "name").equals(name))
        .findFirst()
        .orElse(Map.of());
  }

  /** The tenants that a configuration may name. */
  Set<String> tenants() {
    Set<String> names = new TreeSet<>(Set.of(UNKNOWN));
    Json.objects(Json.object(configuration.get("tenants")).get("known"))
        .forEach(tenant -> names.add(Json.text(tenant, "name")));
    return names;
  }

  List<String> clusters() {
    return Json.objects(configuration.get("clusters")).stream()
        .map(cluster -> Json.text(cluster, "name"))
        .toList();
  }

  /** For how long this gateway has looked. */
  long seconds() {
    return Json.number(demandBy("tenant"), "seconds");
  }
}
