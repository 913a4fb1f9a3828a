package dev.weir.gateway.upstream;

import dev.weir.gateway.http.HeadWriter;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.CredentialsSettings;
import dev.weir.gateway.status.ClusterStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private volatile List<Endpoint> endpoints = List.of();

  private UpstreamCluster(ClusterSettings settings, EventLoops loops) throws IOException {
    this.settings = settings;
    this.loops = loops;
    this.connector =
        new Connector(
            loops,
            settings.pool().connectTimeout(),
            UpstreamTls.of(settings.tls(), settings.nodes()));
    this.authorization = authorization(settings.credentials());
    this.views =
        loops.contexts().stream()
            .map(loop -> new ClusterView(this, loop.index(), repeats(loop.index())))
            .toList();
  }

  /**
   * Starts a cluster: resolves its nodes, and begins to check them.
   *
   * @throws IOException if a certificate cannot be read
   */
  public static UpstreamCluster start(ClusterSettings settings, EventLoops loops)
      throws IOException {
    UpstreamCluster cluster = new UpstreamCluster(settings, loops);
    cluster.setNodes(settings.nodes());
    cluster.watches.add(PoolExpiry.start(cluster, loops));
    cluster.watches.add(HealthChecks.start(cluster, loops));
    cluster.watches.add(NameRefresh.start(cluster, loops));
    if (settings.sniff().enabled()) {
      cluster.watches.add(Sniffer.start(cluster, loops));
    }
    return cluster;
  }

  public String name() {
    return settings.name();
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

  Connector connector() {
    return connector;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /**
   * Makes these the cluster's nodes. Nodes that stay keep their connections and their state; those
   * that go end what they have begun. Blocks on DNS, so never on an event loop.
   */
  synchronized void setNodes(List<URI> nodes) {
    Map<URI, Endpoint> known = new HashMap<>();
    endpoints.forEach(endpoint -> known.put(endpoint.uri(), endpoint));
    List<Endpoint> next = new ArrayList<>();
    for (URI node : nodes) {
      Endpoint staying = known.remove(node);
      next.add(staying != null ? staying : newEndpoint(node));
    }
    endpoints = List.copyOf(next);
    known.values().forEach(this::retire);
  }

  private void retire(Endpoint endpoint) {
    endpoint.retire();
    for (LoopContext loop : loops.contexts()) {
      loop.loop().execute(() -> endpoint.pool(loop.index()).expire(loop.now()));
    }
  }

  private Endpoint newEndpoint(URI node) {
    Endpoint endpoint = new Endpoint(node, settings.health());
    int count = loops.contexts().size();
    endpoint.pools(
        loops.contexts().stream()
            .map(loop -> new EndpointPool(endpoint, loop, connector, settings.pool(), count))
            .toList());
    endpoint.resolve();
    return endpoint;
  }

  /** The cluster at this moment. */
  public ClusterStatus status() {
    long now = System.nanoTime();
    return new ClusterStatus(
        name(),
        endpoints.stream().map(endpoint -> endpoint.status(now)).toList(),
        repeatCounts.status());
  }

  /** Stops watching; connections are closed as they become idle. */
  @Override
  public void close() {
    watches.forEach(Watch::close);
    endpoints.forEach(this::retire);
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
