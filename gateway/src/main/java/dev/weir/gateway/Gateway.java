package dev.weir.gateway;

import dev.weir.flow.standby.Standby;
import dev.weir.gateway.admission.Steering;
import dev.weir.gateway.budget.Fleet;
import dev.weir.gateway.discovery.DiscoveryFactory;
import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.dns.DnsDiscovery;
import dev.weir.gateway.downstream.Listeners;
import dev.weir.gateway.exchange.Routing;
import dev.weir.gateway.fact.GatheredFacts;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filters.Trims;
import dev.weir.gateway.fleet.BudgetStoreFactory;
import dev.weir.gateway.query.Queries;
import dev.weir.gateway.query.QueryFilter;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.settings.ShapesSettings;
import dev.weir.gateway.shape.Shapes;
import dev.weir.gateway.status.GatewayStatus;
import dev.weir.gateway.tenant.Identifier;
import dev.weir.gateway.tenant.Verifications;
import dev.weir.gateway.upstream.RouteGuard;
import dev.weir.gateway.upstream.UpstreamCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A running gateway. All methods may be called from any thread but an event loop; they block until
 * done.
 */
public final class Gateway implements AutoCloseable {
  /** Idle connections are given this long to begin a request before a drain closes them. */
  private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

  /** Of so many bodies of the largest size may be held, all loops together. */
  private static final long MOST_HELD = 32;

  private final EventLoops loops;
  private final ExchangeObserver observer;
  private final List<DiscoveryFactory> sources;
  private final Listeners listeners;
  private final LongAdder filterFailures = new LongAdder();
  private final RouteGuards guards;
  private final Steering steering;
  private final Verifications verifications = new Verifications();
  private final Shapes shapes;
  private final Fleet fleet;
  private final GatheredFacts facts;
  private final Queries queries;
  private final Trims trims = new Trims();
  private Map<ClusterSettings, UpstreamCluster> clusters = new LinkedHashMap<>();
  private volatile Routing routing;
  private volatile boolean draining;
  private boolean closed;

  private Gateway(
      GatewaySettings settings,
      ExchangeObserver observer,
      List<DiscoveryFactory> sources,
      BudgetStoreFactory stores,
      Shapes shapes) {
    this.observer = observer;
    this.shapes = shapes;
    this.fleet = new Fleet(stores);
    List<DiscoveryFactory> all = new ArrayList<>(sources);
    all.add(DnsDiscovery::start);
    this.sources = List.copyOf(all);
    this.loops = EventLoops.start(settings.transport(), settings.eventLoops());
    this.facts = new GatheredFacts(loops);
    this.queries = new Queries(facts, shapes, loops.control());
    this.guards = new RouteGuards(loops, this.sources);
    this.steering = new Steering(loops, fleet, observer::reduce);
    this.routing =
        new Routing(
            List.of(),
            List.of(),
            Identifier.ofNobody(),
            steering.admission(),
            observer,
            filterFailures,
            Long.MAX_VALUE);
    this.listeners = new Listeners(loops, () -> routing);
  }

  /** As {@link #start(GatewaySettings, ExchangeObserver, List)}, with DNS for the only source. */
  public static Gateway start(GatewaySettings settings, ExchangeObserver observer)
      throws IOException {
    return start(settings, observer, List.of());
  }

  /** As the longest, with nothing that a fleet could share. */
  public static Gateway start(
      GatewaySettings settings, ExchangeObserver observer, List<DiscoveryFactory> sources)
      throws IOException {
    return start(
        settings,
        observer,
        sources,
        (fleet, redis) -> {
          throw new InvalidSettings(
              List.of(
                  new InvalidSettings.Problem(
                      "fleet.redis", redis.address(), "none: this gateway has no client for it")));
        });
  }

  /** As the longest, with nothing ordered about shapes. */
  public static Gateway start(
      GatewaySettings settings,
      ExchangeObserver observer,
      List<DiscoveryFactory> sources,
      BudgetStoreFactory stores)
      throws IOException {
    return start(settings, observer, sources, stores, new Shapes());
  }

  /**
   * Starts listening. Nodes need not be up.
   *
   * @param sources where endpoints may be learned, beside DNS
   * @param stores where a fleet's budgets are shared
   * @param shapes where shapes of searches are recorded, with what is ordered about them
   * @throws IOException if an address cannot be bound or a certificate cannot be read
   * @throws dev.weir.gateway.settings.InvalidSettings if a filter is unknown or refuses its
   *     settings, a source of endpoints is not among those given, or the keys of tokens cannot be
   *     read
   */
  public static Gateway start(
      GatewaySettings settings,
      ExchangeObserver observer,
      List<DiscoveryFactory> sources,
      BudgetStoreFactory stores,
      Shapes shapes)
      throws IOException {
    Gateway gateway = new Gateway(settings, observer, sources, stores, shapes);
    try {
      gateway.reload(settings);
      return gateway;
    } catch (IOException | RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  /**
   * Takes new settings without dropping a connection: clusters, routes, filters, tenants, limits,
   * switches and certificates at once, listeners by address. Exchanges in flight end as they began.
   * If it throws, nothing has changed.
   *
   * @throws IOException as {@link #start}
   */
  public synchronized void reload(GatewaySettings settings) throws IOException {
    List<RouteSettings> routes =
        settings.routes().isEmpty()
            ? List.of(RouteSettings.toCluster(settings.clusters().getFirst().name()))
            : settings.routes();
    QueryFilter reading = queries.filter(settings.queries(), routes);
    List<Filter> shaping = new ArrayList<>();
    Filter trim = trims.filter(routes, settings.tenants().known());
    if (trim != null) {
      shaping.add(trim);
    }
    if (reading != null) {
      shaping.add(queries.answers());
    }
    List<Filter> filters = FilterChain.assemble(settings, routes, reading, shaping);
    Identifier identifier = identifier(settings);
    Map<ClusterSettings, UpstreamCluster> next = new LinkedHashMap<>();
    List<Runnable> undo = new ArrayList<>();
    try {
      for (ClusterSettings cluster : settings.clusters()) {
        UpstreamCluster running = clusters.get(cluster);
        if (running == null) {
          running = UpstreamCluster.start(cluster, loops, sources);
          undo.add(running::close);
        }
        next.put(cluster, running);
      }
      Listeners.Change doors = listeners.prepare(settings.listeners());
      undo.add(doors::abandon);
      RouteGuards.Change ways = guards.prepare(routes, next.values());
      undo.add(ways::abandon);
      // The last that can fail, since what is in use goes over to the new limits.
      steering.take(settings, List.copyOf(next.values()));
      routing =
          new Routing(
              ways.routes(),
              filters,
              identifier,
              steering.admission(),
              observer,
              filterFailures,
              mostHeld(settings.queries()));
      queries.use(reading, routes, next.values());
      useShapes(settings.queries());
      QueriesSettings read = settings.queries();
      facts.take(read == null ? null : read.facts(), routes, next.values());
      ways.apply();
      doors.apply();
    } catch (IOException | RuntimeException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
    clusters.forEach(
        (before, cluster) -> {
          if (!next.containsKey(before)) {
            cluster.close();
          }
        });
    clusters = next;
  }

  /** Each loop has its share, so that nothing has to be asked of another. */
  private long mostHeld(@Nullable QueriesSettings wanted) {
    return wanted == null
        ? Long.MAX_VALUE
        : MOST_HELD * wanted.maxBody().bytes() / loops.contexts().size();
  }

  private Identifier identifier(GatewaySettings settings) {
    boolean weirHoldsCredentials =
        settings.clusters().stream().anyMatch(cluster -> cluster.credentials() != null);
    return Identifier.of(
        settings.tenants(), weirHoldsCredentials, verifications, InstantSource.system());
  }

  /**
   * Changes a cluster's endpoints by hand, at once, all or none. Lasts as long as the cluster's
   * settings stay as they are.
   *
   * @return whether there is such a cluster
   * @throws IllegalArgumentException if a change cannot be made; nothing has changed then
   */
  public boolean change(String cluster, List<EndpointChange> changes) {
    UpstreamCluster changed = running(cluster);
    if (changed == null) {
      return false;
    }
    changed.change(changes);
    return true;
  }

  /**
   * Takes an endpoint out for a time, after which it comes back by itself: a rehearsal.
   *
   * @param draining whether its idle connections close, too
   * @return whether there are such a cluster and such an endpoint
   */
  public boolean hold(String cluster, String endpoint, boolean draining, Duration time) {
    UpstreamCluster of = running(cluster);
    return of != null && of.hold(endpoint, draining, time);
  }

  /** Takes an endpoint back that is held or ejected; as {@link #hold}. */
  public boolean readmit(String cluster, String endpoint) {
    UpstreamCluster of = running(cluster);
    return of != null && of.readmit(endpoint);
  }

  /**
   * Has a cluster's reads go to the standby of its routes, or not, for a time.
   *
   * @return whether a route to that cluster has a standby
   */
  public synchronized boolean prefer(String cluster, Standby.Preference wanted, Duration time) {
    boolean any = false;
    for (RouteGuard guard : guards.all()) {
      any |= guard.primary().name().equals(cluster) && guard.prefer(wanted, time);
    }
    return any;
  }

  /** Turns switches, and sets limits and lanes, by hand for a time. */
  public Steering steering() {
    return steering;
  }

  /** What rules make of queries, and their modes by hand for a time. */
  public Queries queries() {
    return queries;
  }

  private void useShapes(@Nullable QueriesSettings queriesOf) {
    shapes.use(queriesOf == null ? ShapesSettings.defaults() : queriesOf.shapes());
  }

  /** Shapes of searches, and what is ordered about them by hand. */
  public Shapes shapes() {
    return shapes;
  }

  private synchronized @Nullable UpstreamCluster running(String name) {
    return clusters.values().stream()
        .filter(cluster -> cluster.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Where clients connect, in the order of the settings; with the port that was taken. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /** The gateway at this moment. */
  public synchronized GatewayStatus status() {
    return new GatewayStatus(
        clusters.values().stream().map(UpstreamCluster::status).toList(),
        listeners.connectionCount(),
        listeners.exchangeCount(),
        listeners.rejected(),
        filterFailures.sum(),
        EventLoops.ALLOCATOR.metric().usedDirectMemory(),
        loops.transport(),
        draining,
        guards.all().stream().map(RouteGuard::status).filter(Objects::nonNull).toList(),
        verifications.status(),
        steering.status(),
        queries.status(loops.contexts().stream().map(LoopContext::bodies).toList()),
        trims.status());
  }

  /**
   * Stops accepting, lets exchanges in flight end, closes connections as they become idle.
   *
   * @param bound after which what is left is cut
   * @return how many exchanges were cut
   */
  public int drain(Duration bound) {
    draining = true;
    long now = System.nanoTime();
    long end = now + bound.toNanos();
    long grace = Math.min(DRAIN_GRACE.toNanos(), bound.toNanos() / 2);
    listeners.drain(now + grace);
    while (listeners.connectionCount() > 0 && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    int cut = listeners.exchangeCount();
    close();
    return cut;
  }

  /** Cuts everything and stops. Harmless after {@link #drain}, and a second time. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    draining = true;
    verifications.close();
    steering.close();
    fleet.close();
    guards.close();
    facts.close();
    clusters.values().forEach(UpstreamCluster::close);
    listeners.drain(System.nanoTime());
    listeners.cutAll();
    loops.close();
  }
}
