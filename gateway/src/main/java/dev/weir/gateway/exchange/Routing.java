package dev.weir.gateway.exchange;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.admission.Admission;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.tenant.Identifier;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange is begun with: the routes and the filters of the configuration of that moment.
 * An exchange ends with those it began with. Immutable.
 *
 * @param routes in order; the first that fits is taken
 * @param filters in the order that requests pass them
 * @param identifier tells whose requests are
 * @param admission what requests pass before they go to a node
 * @param observer is told of every end
 * @param filterFailures counts filters that threw
 * @param mostHeld how many bytes of bodies each event loop may hold for filters
 */
public record Routing(
    List<Route> routes,
    List<Filter> filters,
    Identifier identifier,
    Admission admission,
    ExchangeObserver observer,
    LongAdder filterFailures,
    long mostHeld) {
  static final Routing NONE =
      new Routing(
          List.of(),
          List.of(),
          Identifier.ofNobody(),
          Admission.open(),
          ExchangeObserver.none(),
          new LongAdder(),
          0);

  public Routing {
    routes = List.copyOf(routes);
    filters = List.copyOf(filters);
  }

  @Nullable Route route(Head head, int pathStart) {
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      if (route.fits(head, pathStart)) {
        return route;
      }
    }
    return null;
  }
}
