package dev.weir.gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that a gateway needs to run. */
public record GatewaySettings(
    @Setting(value = "Where clients connect.", example = "[{address: 127.0.0.1:9200}]")
        List<ListenerSettings> listeners,
    @Setting(value = "The clusters behind.", example = "[{name: main, nodes: [http://es1:9200]}]")
        List<ClusterSettings> clusters,
    @Setting(
            value = "Which request goes to which cluster. Absent: all to the first cluster.",
            example = "[{name: all, path-prefix: /, cluster: main}]")
        List<RouteSettings> routes,
    @Setting(
            value = "Filters that every request passes, in this order.",
            example = "[{name: answer-header, settings: {value: blue}}]")
        List<FilterSettings> filters,
    @Setting(value = "Event loops; 0 takes one for each core.", example = "2") int eventLoops,
    @Setting(value = "How sockets are driven.", example = "auto") Transport transport,
    @Setting(
            value = "Time that exchanges in flight have to end when the gateway stops.",
            example = "30s")
        Duration drain,
    @Setting(
            value = "Who asks: tenants, how they are known, and what happens to all others.",
            example = "{known: [{name: bills, addresses: [10.1.0.0/16]}]}")
        TenantsSettings tenants,
    @Setting(
            value = "How many requests may pass in a time.",
            example = "[{name: per-tenant, by: tenant, requests: 1000}]")
        List<LimitSettings> limits,
    @Setting(
            value = "What the gateways of a fleet share, for limits that are the fleet's.",
            example = "{redis: {address: 10.0.0.5:6379}}")
        FleetSettings fleet,
    @Setting(
            value =
                "Shares of clusters that some requests have for themselves; the first that is for a"
                    + " request has it.",
            example = "[{name: writers, cluster: main, operations: [bulk]}]")
        List<LaneSettings> lanes,
    @Setting(
            value =
                "What is given up for a time, by hand or by a signal, so that the rest goes on.",
            example = "[{name: writers-give-way, turn-away: {kinds: [write]}}]")
        List<SwitchSettings> switches,
    @Setting(
            value =
                "Reads queries, and what rules make of them. Absent: no query is read. {}: the"
                    + " usual rules observe.",
            example = "{mode: observe}")
        @Nullable QueriesSettings queries) {

  /** Each request asks all of them. */
  private static final int MOST_LIMITS = 64;

  private static final int MOST_SWITCHES = 32;

  public GatewaySettings {
    listeners = List.copyOf(listeners);
    clusters = List.copyOf(clusters);
    routes = List.copyOf(routes);
    filters = List.copyOf(filters);
    limits = List.copyOf(limits);
    lanes = List.copyOf(lanes);
    switches = List.copyOf(switches);
    Checks checks =
        new Checks()
            .that(!listeners.isEmpty(), "listeners", listeners, "at least one listener")
            .that(!clusters.isEmpty(), "clusters", clusters, "at least one cluster")
            .between(0, 1024, "event-loops", eventLoops)
            .notNegative("drain", drain);
    for (int i = 0; i < listeners.size(); i++) {
      Address address = listeners.get(i).address();
      boolean first =
          address.port() == 0
              || listeners.stream().map(ListenerSettings::address).toList().indexOf(address) == i;
      checks.that(
          first, "listeners[" + i + "].address", address, "an address that no other listener has");
    }
    unique(checks, "clusters", "name", clusters, ClusterSettings::name);
    unique(checks, "routes", "name", routes, RouteSettings::name);
    List<String> names = clusters.stream().map(ClusterSettings::name).distinct().toList();
    for (int i = 0; i < routes.size(); i++) {
      String cluster = routes.get(i).cluster();
      checks.that(names.contains(cluster), "routes[" + i + "].cluster", cluster, "one of " + names);
      Duration deadline = routes.get(i).deadline();
      for (ClusterSettings each : clusters) {
        if (each.name().equals(cluster)) {
          checkDeadline(checks, "routes[" + i + "].deadline", deadline, each);
        }
      }
      String standby = routes.get(i).standby();
      checks.that(
          standby == null || names.contains(standby),
          "routes[" + i + "].standby",
          standby,
          "one of " + names);
    }
    tenants.checkVerified(checks, clusters);
    for (int i = 0; i < tenants.known().size(); i++) {
      for (ClusterSettings each : clusters) {
        String key = "tenants.known[" + i + "].deadline";
        checkDeadline(checks, key, tenants.known().get(i).deadline(), each);
      }
    }
    checks.that(limits.size() <= MOST_LIMITS, "limits", limits.size(), "at most " + MOST_LIMITS);
    unique(checks, "limits", "name", limits, LimitSettings::name);
    for (int i = 0; i < limits.size(); i++) {
      boolean shared = limits.get(i).fleet();
      checks.that(
          !shared || fleet.redis() != null,
          "limits[" + i + "].fleet",
          shared,
          "false unless fleet.redis says where limits are shared");
    }
    checkCosts(checks, limits, lanes, queries != null);
    unique(checks, "lanes", "name", lanes, LaneSettings::name);
    for (int i = 0; i < lanes.size(); i++) {
      String cluster = lanes.get(i).cluster();
      checks.that(names.contains(cluster), "lanes[" + i + "].cluster", cluster, "one of " + names);
    }
    List<String> ways = lanes.stream().map(LaneSettings::name).toList();
    for (int i = 0; i < limits.size(); i++) {
      String lane = limits.get(i).overLane();
      checks.that(
          lane == null || ways.contains(lane),
          "limits[" + i + "].over-lane",
          lane,
          "a lane: one of " + ways);
    }
    checkTenants(checks, "limits", "tenants", limits, LimitSettings::tenants, tenants);
    checkTenants(checks, "limits", "exempt", limits, LimitSettings::exempt, tenants);
    checkTenants(checks, "lanes", "tenants", lanes, LaneSettings::tenants, tenants);
    checks.that(
        switches.size() <= MOST_SWITCHES, "switches", switches.size(), "at most " + MOST_SWITCHES);
    unique(checks, "switches", "name", switches, SwitchSettings::name);
    SwitchChecks known =
        new SwitchChecks(
            checks,
            names,
            limits.stream().map(LimitSettings::name).toList(),
            lanes.stream().map(LaneSettings::name).toList());
    for (int i = 0; i < switches.size(); i++) {
      known.check("switches[" + i + "]", switches.get(i));
    }
    checkTenants(
        checks, "switches", "turn-away.tenants", switches, SwitchSettings::turnedAway, tenants);
    checkTenants(
        checks, "switches", "turn-away.exempt", switches, SwitchSettings::neverTurnedAway, tenants);
    if (queries != null) {
      String list = "queries.rules";
      checkTenants(checks, list, "tenants", queries.rules(), QueryRuleSettings::tenants, tenants);
      checkTenants(checks, list, "exempt", queries.rules(), QueryRuleSettings::exempt, tenants);
    }
    checks.done();
  }

  /** What a search costs, and what shape it has, is known of searches that are read. */
  private static void checkCosts(
      Checks checks, List<LimitSettings> limits, List<LaneSettings> lanes, boolean read) {
    for (int i = 0; i < limits.size(); i++) {
      LimitSettings limit = limits.get(i);
      checks.that(
          read || limit.counts() != LimitUnit.COST,
          "limits[" + i + "].counts",
          limit.counts(),
          "requests, unless there is a section [queries]: of what is not read no cost is known");
      checks.that(
          read || limit.by() != LimitKey.SHAPE,
          "limits[" + i + "].by",
          limit.by(),
          "another, unless there is a section [queries]: what is not read has no shape");
    }
    for (int i = 0; i < lanes.size(); i++) {
      int cost = lanes.get(i).minCost();
      checks.that(
          read || cost == 0,
          "lanes[" + i + "].min-cost",
          cost,
          "0, unless there is a section [queries]: of what is not read no cost is known");
    }
  }

  /** Without tenants, limits, lanes, switches and queries. */
  public GatewaySettings(
      List<ListenerSettings> listeners,
      List<ClusterSettings> clusters,
      List<RouteSettings> routes,
      List<FilterSettings> filters,
      int eventLoops,
      Transport transport,
      Duration drain) {
    this(
        listeners,
        clusters,
        routes,
        filters,
        eventLoops,
        transport,
        drain,
        TenantsSettings.defaults(),
        List.of(),
        FleetSettings.defaults(),
        List.of(),
        List.of(),
        null);
  }

  /** What a deadline bounds must not be allowed to take longer. */
  private static void checkDeadline(
      Checks checks, String key, @Nullable Duration deadline, ClusterSettings cluster) {
    if (deadline == null) {
      return;
    }
    PoolSettings pool = cluster.pool();
    Duration longest =
        pool.connectTimeout().compareTo(pool.maxWait()) > 0
            ? pool.connectTimeout()
            : pool.maxWait();
    checks.that(
        deadline.compareTo(longest) >= 0 && deadline.compareTo(cluster.deadline()) <= 0,
        key,
        deadline,
        "between what cluster "
            + cluster.name()
            + " waits for a connection ("
            + longest.toMillis()
            + "ms) and the cluster's deadline ("
            + cluster.deadline().toMillis()
            + "ms)");
  }

  public static GatewaySettings defaults() {
    return new GatewaySettings(
        List.of(ListenerSettings.defaults()),
        List.of(ClusterSettings.defaults()),
        List.of(),
        List.of(),
        0,
        Transport.AUTO,
        Duration.ofSeconds(30));
  }

  /** One listener, one cluster, every other setting at its default. */
  public static GatewaySettings between(Address address, List<URI> nodes) {
    ListenerSettings listener = ListenerSettings.defaults();
    return defaults()
        .withListener(
            new ListenerSettings(
                address,
                null,
                listener.maxConnections(),
                listener.maxHead(),
                null,
                listener.headTimeout(),
                listener.bodyTimeout(),
                listener.idleTimeout(),
                listener.halfClose()))
        .withCluster(ClusterSettings.of("main", nodes));
  }

  private GatewayDraft draft() {
    return new GatewayDraft(this);
  }

  public GatewaySettings withListener(ListenerSettings listener) {
    return draft().listeners(List.of(listener)).build();
  }

  public GatewaySettings withCluster(ClusterSettings cluster) {
    return draft().clusters(List.of(cluster)).build();
  }

  public GatewaySettings withFilters(List<FilterSettings> chain) {
    return draft().filters(chain).build();
  }

  public GatewaySettings withEventLoops(int loops) {
    return draft().eventLoops(loops).build();
  }

  public GatewaySettings withTransport(Transport wanted) {
    return draft().transport(wanted).build();
  }

  public GatewaySettings withTenants(TenantsSettings wanted) {
    return draft().tenants(wanted).build();
  }

  public GatewaySettings withAdmission(List<LimitSettings> newLimits, List<LaneSettings> newLanes) {
    return draft().limits(newLimits).lanes(newLanes).build();
  }

  public GatewaySettings withSwitches(List<SwitchSettings> wanted) {
    return draft().switches(wanted).build();
  }

  public GatewaySettings withQueries(@Nullable QueriesSettings wanted) {
    return draft().queries(wanted).build();
  }

  public GatewaySettings withFleet(FleetSettings wanted) {
    return draft().fleet(wanted).build();
  }

  private static <T> void checkTenants(
      Checks checks,
      String list,
      String key,
      List<T> items,
      Function<T, List<String>> named,
      TenantsSettings tenants) {
    for (int i = 0; i < items.size(); i++) {
      List<String> asked = named.apply(items.get(i));
      for (int j = 0; j < asked.size(); j++) {
        String tenant = asked.get(j);
        boolean known =
            tenant.equals(TenantSettings.UNKNOWN)
                || tenants.known().stream().anyMatch(each -> each.name().equals(tenant));
        checks.that(
            known, list + "[" + i + "]." + key + "[" + j + "]", tenant, "a tenant, or unknown");
      }
    }
  }

  private static <T> void unique(
      Checks checks, String list, String key, List<T> items, Function<T, String> name) {
    for (int i = 0; i < items.size(); i++) {
      String value = name.apply(items.get(i));
      boolean first = items.stream().map(name).toList().indexOf(value) == i;
      checks.that(first, list + "[" + i + "]." + key, value, "a name not used before");
    }
  }
}
