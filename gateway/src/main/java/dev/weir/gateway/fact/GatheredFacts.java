package dev.weir.gateway.fact;

import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.settings.FactSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.status.FactStatus;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.search.fact.Facts;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts about the indices of all clusters, by the route that leads to them. Outlasts settings;
 * facts about a cluster that stays are kept. Read from any thread.
 */
public final class GatheredFacts implements AutoCloseable {
  private final EventLoops loops;
  private Map<String, ClusterFacts> clusters = new LinkedHashMap<>();
  private volatile Map<String, ClusterFacts> routes = Map.of();

  public GatheredFacts(EventLoops loops) {
    this.loops = loops;
  }

  /**
   * Gathers as settings say from now on.
   *
   * @param settings null if nothing is to be gathered
   */
  public synchronized void take(
      @Nullable FactSettings settings,
      List<RouteSettings> routeSettings,
      Collection<UpstreamCluster> running) {
    Map<String, ClusterFacts> next = new LinkedHashMap<>();
    if (settings != null && settings.enabled()) {
      for (UpstreamCluster cluster : running) {
        ClusterFacts known = clusters.remove(cluster.name());
        if (known != null && !known.isFor(cluster, settings)) {
          known.close();
          known = null;
        }
        next.put(
            cluster.name(),
            known == null ? ClusterFacts.start(cluster, settings, loops.control()) : known);
      }
    }
    clusters.values().forEach(ClusterFacts::close);
    clusters = next;
    Map<String, ClusterFacts> byRoute = new HashMap<>();
    for (RouteSettings route : routeSettings) {
      ClusterFacts of = next.get(route.cluster());
      if (of != null) {
        byRoute.put(route.name(), of);
      }
    }
    routes = Map.copyOf(byRoute);
  }

  /** What is known about the indices behind a route; null if nothing is gathered. */
  public @Nullable Facts of(String route) {
    ClusterFacts facts = routes.get(route);
    return facts == null ? null : facts.facts();
  }

  /** Of each cluster whose facts are gathered. */
  public synchronized List<FactStatus> status() {
    return clusters.values().stream().map(ClusterFacts::status).toList();
  }

  @Override
  public synchronized void close() {
    clusters.values().forEach(ClusterFacts::close);
    clusters = new LinkedHashMap<>();
    routes = Map.of();
  }
}
