package dev.weir.gateway.query;

import dev.weir.gateway.settings.RewriteSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.search.rewrite.CappedTotal;
import dev.weir.search.rewrite.CoarseCardinality;
import dev.weir.search.rewrite.Rewrite;
import dev.weir.search.rewrite.Rewrites;
import dev.weir.search.rewrite.RoundedRangeEnds;
import dev.weir.search.rewrite.SourceOfRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The rewrites in force at this moment. Immutable.
 *
 * @param everywhere those of every route
 * @param ofRoutes those of routes that have more, whole, by the name of the route
 * @param comparePercent of how many rewritten searches the answer is compared
 */
record RewriteBook(
    List<Rewrite> everywhere, Map<String, List<Rewrite>> ofRoutes, int comparePercent) {
  static final RewriteBook NONE = new RewriteBook(List.of(), Map.of(), 0);

  RewriteBook {
    everywhere = List.copyOf(everywhere);
    ofRoutes = Map.copyOf(ofRoutes);
  }

  /**
   * What settings say.
   *
   * @param isOn whether a rule is on for any search
   */
  static RewriteBook of(
      RewriteSettings settings, List<RouteSettings> routes, Predicate<String> isOn) {
    List<Rewrite> everywhere = new ArrayList<>();
    if (settings.equivalent()) {
      for (Rewrite each : Rewrites.equivalent()) {
        String rule = each.rule();
        if (!settings.without().contains(each.id()) && (rule == null || isOn.test(rule))) {
          everywhere.add(each);
        }
      }
    }
    if (settings.cappedTotal() > 0) {
      everywhere.add(new CappedTotal(settings.cappedTotal()));
    }
    if (settings.roundedRangeEnds() != null) {
      everywhere.add(new RoundedRangeEnds(settings.roundedRangeEnds()));
    }
    if (settings.coarseCardinality() > 0) {
      everywhere.add(new CoarseCardinality(settings.coarseCardinality()));
    }
    Map<String, List<Rewrite>> ofRoutes = new HashMap<>();
    for (RouteSettings route : routes) {
      List<String> fields = route.sourceFields();
      if (fields != null) {
        List<Rewrite> more = new ArrayList<>(everywhere);
        more.add(new SourceOfRoute(fields));
        ofRoutes.put(route.name(), List.copyOf(more));
      }
    }
    return new RewriteBook(everywhere, ofRoutes, settings.comparePercent());
  }

  /** Each of any route once. */
  List<Rewrite> all() {
    List<Rewrite> all = new ArrayList<>(everywhere);
    ofRoutes.values().stream()
        .flatMap(List::stream)
        .filter(each -> all.stream().noneMatch(known -> known.id().equals(each.id())))
        .findFirst()
        .ifPresent(all::add);
    return all;
  }

  List<Rewrite> of(String route) {
    List<Rewrite> own = ofRoutes.get(route);
    return own == null ? everywhere : own;
  }
}
