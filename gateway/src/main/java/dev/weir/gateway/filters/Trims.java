package dev.weir.gateway.filters;

import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TrimSettings;
import dev.weir.gateway.status.TrimStatus;
import dev.weir.search.trim.Trim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Makes filters that trim answers, and counts what they do. Outlasts settings. */
public final class Trims {
  private final LongAdder trimmed = new LongAdder();
  private final LongAdder untouched = new LongAdder();

  /** A filter for these; null if none trims. */
  public @Nullable Filter filter(List<RouteSettings> routes, List<TenantSettings> tenants) {
    Map<String, Trim> ofRoutes = new HashMap<>();
    for (RouteSettings each : routes) {
      put(ofRoutes, each.name(), each.trim());
    }
    Map<String, Trim> ofTenants = new HashMap<>();
    for (TenantSettings each : tenants) {
      put(ofTenants, each.name(), each.trim());
    }
    return ofRoutes.isEmpty() && ofTenants.isEmpty()
        ? null
        : new TrimAnswers(ofRoutes, ofTenants, trimmed, untouched);
  }

  private static void put(Map<String, Trim> trims, String name, @Nullable TrimSettings settings) {
    if (settings != null) {
      trims.put(name, Trim.of(settings.include(), settings.exclude()));
    }
  }

  public TrimStatus status() {
    return new TrimStatus(trimmed.sum(), untouched.sum());
  }
}
