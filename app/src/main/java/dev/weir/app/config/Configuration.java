package dev.weir.app.config;

import dev.weir.discovery.registry.RegistrySettings;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.Checks;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.FilterSettings;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.ListenerSettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.settings.Setting;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole configuration file: what the gateway needs, and what the program adds to it. */
public record Configuration(
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
        @Nullable QueriesSettings queries,
    @Setting(
            value = "Where Weir is asked how it is, and told to reload.",
            example = "{address: 127.0.0.1:9280}")
        AdminSettings admin,
    @Setting(
            value =
                "Weir's own registry, on the admin listener: services register, beat and leave;"
                    + " clusters take them by discovery.",
            example = "{lease: 15s}")
        RegistrySettings registry,
    @Setting(
            value = "A line of JSON for each exchange that is over. Absent: none is written.",
            example = "{file: access.log}")
        @Nullable AccessLogSettings accessLog,
    @Setting(
            value =
                "Folder in which what is ordered by hand of shapes outlasts a restart. Absent: it"
                    + " ends with the process.",
            example = "/var/lib/weir")
        @Nullable Path state) {

  public Configuration {
    // Its constructor holds the checks that span clusters and routes.
    GatewaySettings gateway =
        new GatewaySettings(
            listeners,
            clusters,
            routes,
            filters,
            eventLoops,
            transport,
            drain,
            tenants,
            limits,
            fleet,
            lanes,
            switches,
            queries);
    listeners = gateway.listeners();
    clusters = gateway.clusters();
    routes = gateway.routes();
    filters = gateway.filters();
    limits = gateway.limits();
    lanes = gateway.lanes();
    switches = gateway.switches();
    Address own = admin.address();
    Checks checks = new Checks();
    for (int i = 0; i < listeners.size(); i++) {
      Address address = listeners.get(i).address();
      checks.that(
          address.port() == 0 || !address.equals(own),
          "listeners[" + i + "].address",
          address,
          "an address that the admin listener does not have");
    }
    checks.done();
  }

  public static Configuration defaults() {
    return of(GatewaySettings.defaults());
  }

  /** The given gateway, with the program's own settings at their defaults. */
  public static Configuration of(GatewaySettings gateway) {
    return of(gateway, AdminSettings.defaults(), RegistrySettings.defaults(), null, null);
  }

  private static Configuration of(
      GatewaySettings gateway,
      AdminSettings admin,
      RegistrySettings registry,
      @Nullable AccessLogSettings accessLog,
      @Nullable Path state) {
    return new Configuration(
        gateway.listeners(),
        gateway.clusters(),
        gateway.routes(),
        gateway.filters(),
        gateway.eventLoops(),
        gateway.transport(),
        gateway.drain(),
        gateway.tenants(),
        gateway.limits(),
        gateway.fleet(),
        gateway.lanes(),
        gateway.switches(),
        gateway.queries(),
        admin,
        registry,
        accessLog,
        state);
  }

  /** What the gateway needs. */
  public GatewaySettings gateway() {
    return new GatewaySettings(
        listeners,
        clusters,
        routes,
        filters,
        eventLoops,
        transport,
        drain,
        tenants,
        limits,
        fleet,
        lanes,
        switches,
        queries);
  }

  public Configuration withGateway(GatewaySettings gateway) {
    return of(gateway, admin, registry, accessLog, state);
  }

  public Configuration withAdmin(AdminSettings wanted) {
    return of(gateway(), wanted, registry, accessLog, state);
  }

  public Configuration withAccessLog(@Nullable AccessLogSettings wanted) {
    return of(gateway(), admin, registry, wanted, state);
  }

  public Configuration withState(@Nullable Path wanted) {
    return of(gateway(), admin, registry, accessLog, wanted);
  }

  public Configuration withRegistry(RegistrySettings wanted) {
    return of(gateway(), admin, wanted, accessLog, state);
  }
}
