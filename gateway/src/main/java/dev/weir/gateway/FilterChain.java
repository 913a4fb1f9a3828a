package dev.weir.gateway;

import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.FilterFactory;
import dev.weir.gateway.filters.HideNodes;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.FilterSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.InvalidSettings.Problem;
import dev.weir.gateway.settings.RouteSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the filters together. The one place that says which filters a request passes, and when. */
final class FilterChain {
  private FilterChain() {}

  /**
   * The chain of a configuration; requests pass it downwards, responses upwards.
   *
   * @param queries reads queries; null if none does
   * @param shaping what is nearest to the node, in order
   * @throws InvalidSettings if a filter is unknown or refuses its settings
   */
  static List<Filter> assemble(
      GatewaySettings settings,
      List<RouteSettings> routes,
      @Nullable Filter queries,
      List<Filter> shaping) {
    List<Filter> chain = new ArrayList<>();

    // identify, admit, inspect, answer: what the configuration names, in its order.
    chain.addAll(configured(settings.filters()));

    // Behind those, so that what they have made of a query is what the rules see.
    if (queries != null) {
      chain.add(queries);
    }

    // shape: nearest to the node, so that everyone above sees the answer as the client will.
    Set<String> hidden = routesThatHideNodes(settings.clusters(), routes);
    if (!hidden.isEmpty()) {
      chain.add(new HideNodes(hidden));
    }
    chain.addAll(shaping);
    return List.copyOf(chain);
  }

  private static Set<String> routesThatHideNodes(
      List<ClusterSettings> clusters, List<RouteSettings> routes) {
    Set<String> hiding =
        clusters.stream()
            .filter(ClusterSettings::hideNodes)
            .map(ClusterSettings::name)
            .collect(Collectors.toSet());
    return routes.stream()
        .filter(route -> hiding.contains(route.cluster()))
        .map(RouteSettings::name)
        .collect(Collectors.toSet());
  }

  private static List<Filter> configured(List<FilterSettings> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Map<String, FilterFactory> factories = new LinkedHashMap<>();
    ServiceLoader.load(FilterFactory.class)
        .forEach(factory -> factories.put(factory.name(), factory));
    List<Filter> filters = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      FilterSettings settings = wanted.get(i);
      FilterFactory factory = factories.get(settings.name());
      if (factory == null) {
        problems.add(
            new Problem(
                "filters[" + i + "].name",
                settings.name(),
                factories.isEmpty()
                    ? "no filter is on the class path"
                    : "one of " + factories.keySet()));
        continue;
      }
      try {
        filters.add(factory.create(settings.settings()));
      } catch (IllegalArgumentException e) {
        problems.add(
            new Problem("filters[" + i + "].settings", settings.settings(), "" + e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return filters;
  }
}
