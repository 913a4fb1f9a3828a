package dev.weir.gateway.upstream;

import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.DiscoveryFactory;
import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadWriter;
import dev.weir.gateway.http.LoadField;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.BalancePolicy;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.CredentialsSettings;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.status.ClusterStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A running cluster: its endpoints, their pools, and what watches them. Safe from any thread. */
public final class UpstreamCluster implements AutoCloseable {
  private final ClusterSettings settings;
  private final EventLoops loops;
  private final Connector connector;
  private final byte[] authorization;
  private final RepeatCounts repeatCounts = new RepeatCounts();
  private final List<ClusterView> views;
  private final List<Watch> watches = new ArrayList<>();
  private final Roster roster;
  private final ClusterHealth health;
  private volatile Lineup lineup = Lineup.EMPTY;

  private UpstreamCluster(ClusterSettings settings, EventLoops loops) throws IOException {
    this.settings = settings;
    this.loops = loops;
    this.connector =
        new Connector(loops, settings.pool().connectTimeout(), UpstreamTls.of(settings));
    this.authorization = authorization(settings.credentials());
    this.health = new ClusterHealth(settings.name(), settings.health(), this::endpoints);
    SplittableRandom random = new SplittableRandom();
    this.views =
        loops.contexts().stream()
            .map(loop -> new ClusterView(this, random.split(), repeats(loop.index())))
            .toList();
    DiscoverySettings discovery = settings.discovery();
    boolean learned = discovery.source() != null;
    String source = learned ? discovery.sourceName() : settings.sniff().enabled() ? "sniff" : null;
    this.roster =
        new Roster(
            name(),
            source,
            discovery,
            new SaidByHand(settings.balance()),
            learned ? new LastList(discovery.lists(), name(), discovery.sourceName()) : null,
            this::setInstances);
  }

  /**
   * Starts a cluster: takes its first list of endpoints, and begins to check them.
   *
   * @param sources where endpoints may be learned
   * @throws IOException if a certificate cannot be read
   * @throws InvalidSettings if the settings name a source that is not among these
   */
  public static UpstreamCluster start(
      ClusterSettings settings, EventLoops loops, List<DiscoveryFactory> sources)
      throws IOException {
    UpstreamCluster cluster = new UpstreamCluster(settings, loops);
    cluster.roster.begin(settings.nodes().stream().map(Instance::of).toList());
    if (settings.discovery().source() != null) {
      Discovery discovery = cluster.learn(sources);
      cluster.watches.add(discovery::close);
      cluster.roster.awaitFirst(settings.discovery().firstList());
    }
    if (settings.discovery().source() != null || settings.sniff().enabled()) {
      cluster.watches.add(MemberProbes.start(cluster, cluster.roster, loops));
    }
    cluster.watches.add(PoolExpiry.start(cluster, loops));
    cluster.watches.add(HealthChecks.start(cluster));
    cluster.watches.add(OutlierWatch.start(cluster, loops));
    cluster.watches.add(NameRefresh.start(cluster, loops));
    if (settings.preferLiveNodes()) {
      cluster.watches.add(NodeIds.start(cluster, loops));
    }
    if (settings.sniff().enabled()) {
      cluster.watches.add(Sniffer.start(cluster, loops));
    }
    return cluster;
  }

  private Discovery learn(List<DiscoveryFactory> sources) {
    for (DiscoveryFactory source : sources) {
      Discovery discovery = source.start(name(), settings.discovery(), roster);
      if (discovery != null) {
        return discovery;
      }
    }
    throw new InvalidSettings(
        List.of(
            new InvalidSettings.Problem(
                "clusters",
                settings.discovery().sourceName(),
                "a source that this Weir was built with")));
  }

  public String name() {
    return settings.name();
  }

  /**
   * Changes endpoints by hand, at once, all or none; lasts as long as the cluster's settings do.
   *
   * @throws IllegalArgumentException if an endpoint is not known or cannot be spoken to, or none
   *     would be left to serve
   */
  public void change(List<EndpointChange> changes) {
    for (EndpointChange change : changes) {
      if (change instanceof EndpointChange.Add(Instance instance)
          && instance.isSecure()
          && !connector.speaksTls()) {
        throw new IllegalArgumentException(
            "address: %s (expected: http, because cluster %s is configured without TLS)"
                .formatted(instance.uri(), name()));
      }
    }
    roster.change(changes);
  }

  Roster roster() {
    return roster;
  }

  public ClusterSettings settings() {
    return settings;
  }

  /**
   * A whole {@code Authorization} line to be sent in place of the client's; empty if there is none.
   */
  public byte[] authorization() {
    return authorization;
  }

  /** How often requests were sent again. */
  public RepeatCounts repeatCounts() {
    return repeatCounts;
  }

  private Repeats repeats(int loop) {
    long now = System.nanoTime();
    return new Repeats(settings, repeatCounts, loops.contexts().size(), now + loop, now);
  }

  /** The cluster as one loop sees it. */
  public ClusterView view(LoopContext loop) {
    return views.get(loop.index());
  }

  /** The loop on which the cluster's endpoints are watched. */
  LoopContext watchLoop() {
    List<LoopContext> contexts = loops.contexts();
    return contexts.get(Math.floorMod(name().hashCode(), contexts.size()));
  }

  /** Whether there is an endpoint that nothing speaks against. */
  public boolean isAnyWell(long now) {
    List<Endpoint> all = lineup.endpoints();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isWell(now)) {
        return true;
      }
    }
    return false;
  }

  /** Whether any endpoint answers its checks. */
  boolean isAnyUp() {
    List<Endpoint> all = lineup.endpoints();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isUp()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes an endpoint out for a time.
   *
   * @return whether there is such an endpoint
   */
  public boolean hold(String name, boolean draining, Duration time) {
    Endpoint endpoint = endpoint(name);
    if (endpoint == null) {
      return false;
    }
    String why = draining ? "drained by hand" : "taken out by hand";
    endpoint.health().hold(draining, System.nanoTime(), time, why);
    return true;
  }

  /** Takes an endpoint back before its time; as {@link #hold}. */
  public boolean readmit(String name) {
    Endpoint endpoint = endpoint(name);
    if (endpoint == null) {
      return false;
    }
    endpoint.health().readmit("by hand");
    return true;
  }

  private @Nullable Endpoint endpoint(String name) {
    return endpoints().stream().filter(e -> e.name().equals(name)).findFirst().orElse(null);
  }

  ClusterHealth health() {
    return health;
  }

  StateChanges changes() {
    return health.changes();
  }

  /** An endpoint has answered: takes the load that it reports, if that matters. */
  public void answered(Endpoint endpoint, Head head) {
    BalanceSettings balance = settings.balance();
    if (balance.policy() == BalancePolicy.REPORTED_LOAD) {
      double load = LoadField.read(head, balance.loadHeader());
      endpoint.record().reported(load, System.nanoTime());
    }
  }

  Connector connector() {
    return connector;
  }

  List<Endpoint> endpoints() {
    return lineup.endpoints();
  }

  Lineup lineup() {
    return lineup;
  }

  /**
   * Makes these the cluster's endpoints. Those that stay keep their connections and their state;
   * those that go end what they have begun. Blocks on DNS, so never on an event loop.
   */
  private synchronized void setInstances(List<Instance> instances) {
    Map<URI, Endpoint> known = new HashMap<>();
    List<Endpoint> before = endpoints();
    before.forEach(endpoint -> known.put(endpoint.uri(), endpoint));
    List<Endpoint> next = new ArrayList<>();
    Set<URI> taken = new HashSet<>();
    for (Instance instance : instances) {
      if (!taken.add(instance.uri())) {
        continue;
      }
      Endpoint staying = known.remove(instance.uri());
      if (staying != null) {
        staying.describe(instance);
      }
      next.add(staying != null ? staying : newEndpoint(instance, !before.isEmpty()));
    }
    lineup = Lineup.of(next, settings.balance());
    known.values().forEach(this::retire);
  }

  private void retire(Endpoint endpoint) {
    endpoint.retire();
    health.changes().forget(endpoint.name());
    for (LoopContext loop : loops.contexts()) {
      loop.loop().execute(() -> endpoint.pool(loop.index()).expire(loop.now()));
    }
  }

  private Endpoint newEndpoint(Instance instance, boolean joins) {
    Endpoint endpoint = new Endpoint(instance, health, settings.balance());
    if (joins) {
      endpoint.record().begin(System.nanoTime());
    }
    int count = loops.contexts().size();
    endpoint.pools(
        loops.contexts().stream()
            .map(loop -> new EndpointPool(endpoint, loop, connector, settings.pool(), count))
            .toList());
    endpoint.resolve();
    return endpoint;
  }

  /** Names of the endpoints that some requests have of it; null if that is all. */
  public @Nullable List<String> endpointsOf(@Nullable ClusterShare share) {
    if (share == null || !share.isSelective()) {
      return null;
    }
    Lineup now = lineup();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < now.endpoints().size(); i++) {
      if (share.has(now, i)) {
        names.add(now.endpoints().get(i).name());
      }
    }
    return names;
  }

  /** The cluster at this moment. */
  public ClusterStatus status() {
    long now = System.nanoTime();
    return new ClusterStatus(
        name(),
        endpoints().stream().map(endpoint -> endpoint.status(now)).toList(),
        repeatCounts.status(),
        roster.status(),
        health.changes().last());
  }

  /** Stops watching; connections are closed as they become idle. */
  @Override
  public void close() {
    watches.forEach(Watch::close);
    endpoints().forEach(this::retire);
  }

  private static byte[] authorization(@Nullable CredentialsSettings credentials) {
    if (credentials == null) {
      return new byte[0];
    }
    String value;
    if (credentials.apiKey() != null) {
      value = "ApiKey " + credentials.apiKey().value();
    } else if (credentials.bearer() != null) {
      value = "Bearer " + credentials.bearer().value();
    } else {
      String password = credentials.password() == null ? "" : credentials.password().value();
      String pair = credentials.username() + ":" + password;
      value = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
    return HeadWriter.line("Authorization", value);
  }
}
