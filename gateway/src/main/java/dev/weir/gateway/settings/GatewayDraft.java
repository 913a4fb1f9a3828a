package dev.weir.gateway.settings;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of a gateway, some of which are to be others: the one place that lists them all. */
final class GatewayDraft {
  private List<ListenerSettings> listeners;
  private List<ClusterSettings> clusters;
  private final List<RouteSettings> routes;
  private List<FilterSettings> filters;
  private int eventLoops;
  private Transport transport;
  private final Duration drain;
  private TenantsSettings tenants;
  private List<LimitSettings> limits;
  private FleetSettings fleet;
  private List<LaneSettings> lanes;
  private List<SwitchSettings> switches;
  private @Nullable QueriesSettings queries;

  GatewayDraft(GatewaySettings from) {
    listeners = from.listeners();
    clusters = from.clusters();
    routes = from.routes();
    filters = from.filters();
    eventLoops = from.eventLoops();
    transport = from.transport();
    drain = from.drain();
    tenants = from.tenants();
    limits = from.limits();
    fleet = from.fleet();
    lanes = from.lanes();
    switches = from.switches();
    queries = from.queries();
  }

  GatewayDraft listeners(List<ListenerSettings> wanted) {
    listeners = wanted;
    return this;
  }

  GatewayDraft clusters(List<ClusterSettings> wanted) {
    clusters = wanted;
    return this;
  }

  GatewayDraft filters(List<FilterSettings> wanted) {
    filters = wanted;
    return this;
  }

  GatewayDraft eventLoops(int wanted) {
    eventLoops = wanted;
    return this;
  }

  GatewayDraft transport(Transport wanted) {
    transport = wanted;
    return this;
  }

  GatewayDraft tenants(TenantsSettings wanted) {
    tenants = wanted;
    return this;
  }

  GatewayDraft limits(List<LimitSettings> wanted) {
    limits = wanted;
    return this;
  }

  GatewayDraft fleet(FleetSettings wanted) {
    fleet = wanted;
    return this;
  }

  GatewayDraft lanes(List<LaneSettings> wanted) {
    lanes = wanted;
    return this;
  }

  GatewayDraft switches(List<SwitchSettings> wanted) {
    switches = wanted;
    return this;
  }

  GatewayDraft queries(@Nullable QueriesSettings wanted) {
    queries = wanted;
    return this;
  }

  GatewaySettings build() {
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
}
