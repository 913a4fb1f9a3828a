package dev.weir.app.metrics;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Request;
import dev.weir.search.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times exchanges. Runs on the event loops, once for each exchange, so every meter is
 * made once and found again by the names that the gateway already holds: nothing is allocated, and
 * no key is put together.
 *
 * <p>Names of routes, tenants and endpoints come from configuration and from the cluster, never
 * from clients. They are bounded all the same: past {@value #MOST_NAMES} of them, the rest are
 * counted together as {@code other}.
 */
final class ExchangeMetrics implements ExchangeObserver {
  static final int MOST_NAMES = 200;
  static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Map<String, Map<Operation.Kind, RouteMeters>> routes = new ConcurrentHashMap<>();
  private final Map<String, UpstreamMeters> upstreams = new ConcurrentHashMap<>();
  private final Map<String, TenantMeters> tenants = new ConcurrentHashMap<>();
  private final Map<String, WaitMeters> waits = new ConcurrentHashMap<>();
  private volatile boolean reduced;

  ExchangeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    Map<Operation.Kind, RouteMeters> route = routes.get(request.route());
    if (route == null) {
      route = bounded(routes, request.route(), name -> RouteMeters.ofRoute(registry, name));
    }
    boolean less = reduced;
    Objects.requireNonNull(route.get(request.operation().kind())).count(end, less);
    String whose = request.tenant().name();
    TenantMeters tenant = tenants.get(whose);
    if (tenant == null) {
      tenant = bounded(tenants, whose, name -> new TenantMeters(registry, name));
    }
    tenant.count(end.outcome());
    if (end.waitedNanos() > 0 && !less) {
      waited(end.lane(), end.waitedNanos());
    }
    String endpoint = end.endpoint();
    if (endpoint != null && !less) {
      UpstreamMeters upstream = upstreams.get(endpoint);
      if (upstream == null) {
        upstream = bounded(upstreams, endpoint, name -> new UpstreamMeters(registry, name));
      }
      upstream.count(end);
    }
  }

  private void waited(@Nullable String before, long nanos) {
    String lane = before == null ? WaitMeters.NO_LANE : before;
    WaitMeters meters = waits.get(lane);
    if (meters == null) {
      meters = bounded(waits, lane, name -> new WaitMeters(registry, name));
    }
    meters.count(nanos);
  }

  /** Counts outcomes only: neither times nor sizes. */
  @Override
  public void reduce(boolean less) {
    reduced = less;
  }

  /** The meters of a name, made if they are new; those of {@link #OTHER} if there are too many. */
  static <M> M bounded(Map<String, M> meters, String name, Function<String, M> maker) {
    String known = meters.size() < MOST_NAMES ? name : OTHER;
    return meters.computeIfAbsent(known, maker);
  }
}
