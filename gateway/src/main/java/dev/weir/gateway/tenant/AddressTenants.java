package dev.weir.gateway.tenant;

import dev.weir.gateway.settings.Network;
import dev.weir.gateway.settings.TenantSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tenants by networks; the smallest that holds an address counts. Immutable. */
final class AddressTenants {
  private record Place(Network network, Known known) {}

  /** The smallest first. */
  private final List<Place> places;

  AddressTenants(List<TenantSettings> tenants, Function<TenantSettings, Known> known) {
    List<Place> all = new ArrayList<>();
    for (TenantSettings tenant : tenants) {
      for (String address : tenant.addresses()) {
        all.add(new Place(Network.parse(address), known.apply(tenant)));
      }
    }
    all.sort(Comparator.comparingInt((Place place) -> place.network().prefix()).reversed());
    places = List.copyOf(all);
  }

  @Nullable Known of(@Nullable InetAddress address) {
    if (address == null) {
      return null;
    }
    for (Place place : places) {
      if (place.network().contains(address)) {
        return place.known();
      }
    }
    return null;
  }
}
