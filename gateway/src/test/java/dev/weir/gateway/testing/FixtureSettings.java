package dev.weir.gateway.testing;

import dev.weir.gateway.discovery.DiscoveryFactory;
import dev.weir.gateway.fleet.BudgetStoreFactory;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.AllOutSettings;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.BreakerSettings;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.CallerSettings;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.CredentialsSettings;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.FactSettings;
import dev.weir.gateway.settings.FilterSettings;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.HealthSettings;
import dev.weir.gateway.settings.HedgeSettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.ListenerSettings;
import dev.weir.gateway.settings.NodeDeadline;
import dev.weir.gateway.settings.OutlierSettings;
import dev.weir.gateway.settings.PoolSettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.RetrySettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.settings.ServerTlsSettings;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.Transport;
import dev.weir.gateway.settings.TrimSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test's gateway is set to: patient enough for a busy machine, one event loop, checks of
 * nodes out of the way. A test shortens what it is about.
 */
public final class FixtureSettings {
  private static final Duration NEVER = Duration.ofHours(1);

  /** Nothing is told by comparison, and what comes back is back at once. */
  private static final OutlierSettings NO_OUTLIERS =
      new OutlierSettings(
          NEVER, NEVER.multipliedBy(2), 100, NEVER, 100, 1000, 50, NEVER, Duration.ofMillis(1));

  private final List<URI> nodes = new ArrayList<>();
  private final List<URI> standbyNodes = new ArrayList<>();
  private @Nullable CredentialsSettings standbyCredentials;
  private @Nullable BreakerSettings breaker;
  private @Nullable AllOutSettings allOut;
  private @Nullable TrimSettings trim;
  private @Nullable List<String> sourceFields;
  private final List<DiscoveryFactory> sources = new ArrayList<>();
  private final List<FilterSettings> filters = new ArrayList<>();
  private FleetSettings fleet = FleetSettings.defaults();
  private @Nullable BudgetStoreFactory stores;
  private int eventLoops = 1;
  private int maxConnections = 10_000;
  private ByteSize maxHead = ByteSize.ofKilobytes(64);
  private @Nullable ByteSize maxBody;
  private Duration headTimeout = Duration.ofSeconds(10);
  private Duration bodyTimeout = Duration.ofSeconds(10);
  private Duration idleTimeout = Duration.ofSeconds(30);
  private Duration halfClose = Duration.ofSeconds(2);
  private PoolSettings pool = PoolSettings.defaults();
  private Duration deadline = Duration.ofSeconds(10);
  private RetrySettings retry = RetrySettings.defaults();
  private HedgeSettings hedge = HedgeSettings.defaults();
  private CallerSettings caller = CallerSettings.defaults();
  private NodeDeadline nodeDeadline = NodeDeadline.NONE;
  private boolean preferLiveNodes;
  private @Nullable Duration routeDeadline;
  private HealthSettings health =
      new HealthSettings(
          ScriptedUpstream.HEALTH_PATH, NEVER, Duration.ofSeconds(1), 2, 1, 5, NEVER, NO_OUTLIERS);
  private DiscoverySettings discovery = DiscoverySettings.defaults();
  private BalanceSettings balance = BalanceSettings.defaults();
  private List<LimitSettings> limits = List.of();
  private List<LaneSettings> lanes = List.of();
  private List<SwitchSettings> switches = List.of();
  private @Nullable QueriesSettings queries;
  private boolean hideNodes;
  private TenantsSettings tenants = TenantsSettings.defaults();
  private @Nullable ServerTlsSettings tls;
  private @Nullable CredentialsSettings credentials;

  public FixtureSettings node(ScriptedUpstream upstream) {
    return node(upstream.uri());
  }

  public FixtureSettings node(URI uri) {
    nodes.add(uri);
    return this;
  }

  /** Takes other nodes in place of those named so far. */
  public FixtureSettings onlyNodes(List<URI> others) {
    nodes.clear();
    nodes.addAll(others);
    return this;
  }

  public FixtureSettings filter(FilterSettings filter) {
    filters.add(filter);
    return this;
  }

  public FixtureSettings eventLoops(int count) {
    eventLoops = count;
    return this;
  }

  public FixtureSettings maxConnections(int count) {
    maxConnections = count;
    return this;
  }

  public FixtureSettings maxHead(ByteSize size) {
    maxHead = size;
    return this;
  }

  public FixtureSettings maxBody(ByteSize size) {
    maxBody = size;
    return this;
  }

  public FixtureSettings headTimeout(Duration time) {
    headTimeout = time;
    return this;
  }

  public FixtureSettings bodyTimeout(Duration time) {
    bodyTimeout = time;
    return this;
  }

  public FixtureSettings idleTimeout(Duration time) {
    idleTimeout = time;
    return this;
  }

  public FixtureSettings halfClose(Duration time) {
    halfClose = time;
    return this;
  }

  /** Connections to a node, and requests that may wait for one, and for how long. */
  public FixtureSettings pool(int connections, int waiting, Duration wait) {
    pool = new PoolSettings(connections, waiting, wait, pool.connectTimeout(), pool.idleTimeout());
    return this;
  }

  public FixtureSettings poolIdleTimeout(Duration time) {
    pool =
        new PoolSettings(
            pool.maxConnections(), pool.maxWaiting(), pool.maxWait(), pool.connectTimeout(), time);
    return this;
  }

  public FixtureSettings deadline(Duration time) {
    deadline = time;
    return this;
  }

  public FixtureSettings retry(int attempts, ByteSize body) {
    retry = RetrySettings.of(attempts, body);
    return this;
  }

  public FixtureSettings retry(RetrySettings settings) {
    retry = settings;
    return this;
  }

  public FixtureSettings caller(CallerSettings settings) {
    caller = settings;
    return this;
  }

  public FixtureSettings routeDeadline(Duration time) {
    routeDeadline = time;
    return this;
  }

  public FixtureSettings nodeDeadline(NodeDeadline told) {
    nodeDeadline = told;
    return this;
  }

  /** Asks nodes for their ids, which scripts have to answer then. */
  public FixtureSettings preferLiveNodes() {
    preferLiveNodes = true;
    return this;
  }

  public FixtureSettings hedge(HedgeSettings settings) {
    hedge = settings;
    return this;
  }

  /** Checks nodes that often, out after one failed check, back after one answered. */
  public FixtureSettings checkEvery(Duration interval) {
    health =
        new HealthSettings(
            health.path(),
            interval,
            Duration.ofMillis(500),
            1,
            1,
            health.ejectAfter(),
            health.ejectionTime(),
            health.outliers());
    return this;
  }

  public FixtureSettings eject(int after, Duration time) {
    health =
        new HealthSettings(
            health.path(),
            health.interval(),
            health.timeout(),
            health.unhealthyAfter(),
            health.healthyAfter(),
            after,
            time,
            health.outliers());
    return this;
  }

  /** Tells outliers by these. */
  public FixtureSettings outliers(OutlierSettings outliers) {
    health =
        new HealthSettings(
            health.path(),
            health.interval(),
            health.timeout(),
            health.unhealthyAfter(),
            health.healthyAfter(),
            health.ejectAfter(),
            health.ejectionTime(),
            outliers);
    return this;
  }

  /** A source of endpoints beside those that Weir has. */
  public FixtureSettings source(DiscoveryFactory source) {
    sources.add(source);
    return this;
  }

  List<DiscoveryFactory> sources() {
    return sources;
  }

  public FixtureSettings discovery(DiscoverySettings wanted) {
    discovery = wanted;
    return this;
  }

  public FixtureSettings balance(BalanceSettings wanted) {
    balance = wanted;
    return this;
  }

  /** A second cluster, of these nodes, takes reads over. */
  public FixtureSettings standby(ScriptedUpstream... upstreams) {
    for (ScriptedUpstream upstream : upstreams) {
      standbyNodes.add(upstream.uri());
    }
    return this;
  }

  public FixtureSettings standbyCredentials(CredentialsSettings shown) {
    standbyCredentials = shown;
    return this;
  }

  public FixtureSettings breaker(BreakerSettings wanted) {
    breaker = wanted;
    return this;
  }

  public FixtureSettings allOut(AllOutSettings wanted) {
    allOut = wanted;
    return this;
  }

  /** Hits of the route come with these fields. */
  public FixtureSettings sourceFields(String... fields) {
    sourceFields = List.of(fields);
    return this;
  }

  /** Answers of the route are trimmed. */
  public FixtureSettings trim(TrimSettings wanted) {
    trim = wanted;
    return this;
  }

  public FixtureSettings limits(LimitSettings... wanted) {
    limits = List.of(wanted);
    return this;
  }

  /** Limits may be the fleet's, and are shared there. */
  public FixtureSettings fleet(FleetSettings wanted, BudgetStoreFactory where) {
    fleet = wanted;
    stores = where;
    return this;
  }

  @Nullable BudgetStoreFactory stores() {
    return stores;
  }

  public FixtureSettings lanes(LaneSettings... wanted) {
    lanes = List.of(wanted);
    return this;
  }

  public FixtureSettings switches(SwitchSettings... wanted) {
    switches = List.of(wanted);
    return this;
  }

  public FixtureSettings queries(QueriesSettings wanted) {
    // A scripted node has no indices to tell of.
    queries = wanted.withFacts(FactSettings.none());
    return this;
  }

  public FixtureSettings hideNodes() {
    hideNodes = true;
    return this;
  }

  public FixtureSettings credentials(CredentialsSettings shown) {
    credentials = shown;
    return this;
  }

  public FixtureSettings tenants(TenantsSettings wanted) {
    tenants = wanted;
    return this;
  }

  /** Towards clients. */
  public FixtureSettings tls(ServerTlsSettings wanted) {
    tls = wanted;
    return this;
  }

  /** Waits for a connection that fit into a short deadline. */
  private PoolSettings poolWithin(Duration bound) {
    return new PoolSettings(
        pool.maxConnections(),
        pool.maxWaiting(),
        shorter(pool.maxWait(), bound),
        shorter(pool.connectTimeout(), bound),
        pool.idleTimeout());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  public GatewaySettings build() {
    ListenerSettings listener =
        new ListenerSettings(
            Address.loopback(0),
            tls,
            maxConnections,
            maxHead,
            maxBody,
            headTimeout,
            bodyTimeout,
            idleTimeout,
            halfClose);
    List<ClusterSettings> clusters = new ArrayList<>();
    clusters.add(cluster("main", nodes, credentials));
    boolean hasStandby = !standbyNodes.isEmpty();
    if (hasStandby) {
      clusters.add(cluster("standby", standbyNodes, standbyCredentials));
    }
    RouteSettings route =
        new RouteSettings(
            "default",
            "/",
            "main",
            routeDeadline,
            hasStandby ? "standby" : null,
            breaker,
            allOut,
            trim,
            sourceFields);
    return new GatewaySettings(
        List.of(listener),
        clusters,
        List.of(route),
        filters,
        eventLoops,
        Transport.AUTO,
        Duration.ofSeconds(5),
        tenants,
        limits,
        fleet,
        lanes,
        switches,
        queries);
  }

  private ClusterSettings cluster(String name, List<URI> of, @Nullable CredentialsSettings shown) {
    return ClusterSettings.builder(name, of)
        .discovery(discovery)
        .hideNodes(hideNodes)
        .credentials(shown)
        .pool(poolWithin(routeDeadline == null ? deadline : routeDeadline))
        .caller(caller)
        .nodeDeadline(nodeDeadline)
        .preferLiveNodes(preferLiveNodes)
        .deadline(deadline)
        .retry(retry)
        .hedge(hedge)
        .health(health)
        .balance(balance)
        .build();
  }
}
