package dev.weir.gateway.query;

import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Response;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.search.Payload;
import dev.weir.search.scroll.OpenScrolls;
import dev.weir.search.scroll.ScrollUse;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps count of scrolls: of requests that open, move and close them, and of what comes of that.
 * Changes nothing. Is asked of cursors only. Safe from any thread.
 */
final class ScrollDesk {
  private final OpenScrolls scrolls;
  private final Supplier<ScrollReading> readings;
  private final LongSupplier clock;
  private final int maxBody;
  private final Map<String, String> clusters;

  /**
   * Counts for these scrolls.
   *
   * @param readings gives the thread's own
   * @param clock in nanoseconds
   * @param maxBody how many bytes of a body are read
   * @param routes by which requests go to clusters
   */
  ScrollDesk(
      OpenScrolls scrolls,
      Supplier<ScrollReading> readings,
      LongSupplier clock,
      int maxBody,
      List<RouteSettings> routes) {
    this.scrolls = scrolls;
    this.readings = readings;
    this.clock = clock;
    this.maxBody = maxBody;
    this.clusters =
        routes.stream()
            .collect(Collectors.toUnmodifiableMap(RouteSettings::name, RouteSettings::cluster));
  }

  /** Whether the body of a cursor's request is to be read: it may name scrolls. */
  static boolean wantsBody(Request request) {
    return ScrollReading.namesScrolls(request);
  }

  /** A cursor's request has come. */
  void asked(Request request) {
    if (ScrollReading.namesScrolls(request)) {
      boolean closes = request.method().equals("DELETE");
      ScrollVisit.Step step = closes ? ScrollVisit.Step.CLOSES : ScrollVisit.Step.MOVES;
      begin(request, step, readings.get().named(request, maxBody));
    } else if (request.payload() == Payload.QUERY && ScrollReading.opens(request)) {
      begin(request, ScrollVisit.Step.OPENS, readings.get().opening(request));
    }
  }

  private void begin(Request request, ScrollVisit.Step step, ScrollUse use) {
    String route = request.route();
    String cluster = clusters.getOrDefault(route, route);
    String tenant = request.tenant().name();
    request.setAttribute(
        ScrollVisit.KEY, new ScrollVisit(step, use, scrolls, tenant, cluster, clock));
  }

  /** A cursor's request is answered. */
  static void answered(Request request, Response response) {
    ScrollVisit visit = request.attribute(ScrollVisit.KEY);
    if (visit != null && response.endpoint() != null && visit.answered(response.status())) {
      response.watchBody(visit);
    }
  }

  /** A cursor's request is over. */
  static void over(Request request) {
    ScrollVisit visit = request.attribute(ScrollVisit.KEY);
    if (visit != null) {
      visit.over();
    }
  }
}
