package dev.weir.gateway;

import dev.weir.gateway.discovery.DiscoveryFactory;
import dev.weir.gateway.exchange.Route;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.settings.BreakerSettings;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.upstream.RouteGuard;
import dev.weir.gateway.upstream.UpstreamCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The guards of all routes. A route that stays as it is over a reload, between clusters that stay,
 * keeps its guard and what that has seen. Called with the gateway's lock.
 */
final class RouteGuards {
  /** What a guard is for. */
  private record Place(
      RouteSettings route, UpstreamCluster cluster, @Nullable UpstreamCluster standby) {}

  private final EventLoops loops;
  private final List<DiscoveryFactory> sources;
  private Map<Place, RouteGuard> running = new LinkedHashMap<>();

  RouteGuards(EventLoops loops, List<DiscoveryFactory> sources) {
    this.loops = loops;
    this.sources = sources;
  }

  /** A change of routes that is ready to be made. */
  final class Change {
    private final List<Route> routes;
    private final Map<Place, RouteGuard> next;

    private Change(List<Route> routes, Map<Place, RouteGuard> next) {
      this.routes = List.copyOf(routes);
      this.next = next;
    }

    /** With their guards. */
    List<Route> routes() {
      return routes;
    }

    /** Makes it; does not fail. Guards of routes that are gone are closed. */
    void apply() {
      closeOthers(running, next);
      running = next;
    }

    /** Gives up what was made ready. */
    void abandon() {
      closeOthers(next, running);
    }
  }

  /**
   * Makes the routes of a configuration ready.
   *
   * @throws IOException if what a breaker depends on cannot be watched; nothing has changed then
   */
  Change prepare(List<RouteSettings> settings, Collection<UpstreamCluster> clusters)
      throws IOException {
    Map<String, UpstreamCluster> byName = new HashMap<>();
    clusters.forEach(cluster -> byName.put(cluster.name(), cluster));
    Map<Place, RouteGuard> next = new LinkedHashMap<>();
    List<Route> routes = new ArrayList<>();
    try {
      for (RouteSettings route : settings) {
        UpstreamCluster cluster = byName.get(route.cluster());
        if (cluster == null) {
          continue;
        }
        UpstreamCluster standby = route.standby() == null ? null : byName.get(route.standby());
        Place place = new Place(route, cluster, standby);
        RouteGuard guard = running.get(place);
        if (guard == null) {
          guard = RouteGuard.start(route, cluster, standby, dependency(route), loops);
        }
        next.put(place, guard);
        routes.add(new Route(route, guard));
      }
    } catch (IOException | RuntimeException e) {
      closeOthers(next, running);
      throw e;
    }
    return new Change(routes, next);
  }

  private @Nullable UpstreamCluster dependency(RouteSettings route) throws IOException {
    BreakerSettings breaker = route.breaker();
    if (breaker == null || breaker.dependency() == null) {
      return null;
    }
    ClusterSettings settings =
        ClusterSettings.of("dependency-of-" + route.name(), List.of(breaker.dependency()));
    return UpstreamCluster.start(settings, loops, sources);
  }

  private static void closeOthers(Map<Place, RouteGuard> of, Map<Place, RouteGuard> staying) {
    of.forEach(
        (place, guard) -> {
          if (!staying.containsKey(place)) {
            guard.close();
          }
        });
  }

  /** The guards in force, in the order of their routes. */
  Collection<RouteGuard> all() {
    return running.values();
  }

  void close() {
    running.values().forEach(RouteGuard::close);
  }
}
