package dev.weir.gateway.tenant;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tenants by headers. Of several headers, the one counts that is configured first; of a header that
 * is sent several times, its first field. Immutable; allocates nothing.
 */
final class HeaderTenants {
  private final String[] names;
  private final List<ByValue<Known>> values;

  HeaderTenants(List<TenantSettings> tenants, Function<TenantSettings, Known> known) {
    Map<String, Map<String, Known>> byName = new LinkedHashMap<>();
    for (TenantSettings tenant : tenants) {
      for (TenantHeaderSettings header : tenant.headers()) {
        byName
            .computeIfAbsent(header.name().toLowerCase(Locale.ROOT), name -> new LinkedHashMap<>())
            .put(header.value(), known.apply(tenant));
      }
    }
    names = byName.keySet().toArray(String[]::new);
    List<ByValue<Known>> tables = new ArrayList<>();
    byName.values().forEach(entries -> tables.add(new ByValue<>(entries)));
    values = List.copyOf(tables);
  }

  @Nullable Known of(Head head) {
    for (int name = 0; name < names.length; name++) {
      Known known = of(head, names[name], values.get(name));
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  private static @Nullable Known of(Head head, String name, ByValue<Known> table) {
    for (int i = 0; i < head.fieldCount(); i++) {
      if (head.isNamed(i, name)) {
        return table.get(head.bytes(), head.valueStart(i), head.valueEnd(i));
      }
    }
    return null;
  }
}
