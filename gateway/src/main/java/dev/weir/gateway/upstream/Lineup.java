package dev.weir.gateway.upstream;

import dev.weir.flow.balance.Groups;
import dev.weir.flow.balance.NodeKind;
import dev.weir.gateway.settings.BalanceSettings;
import java.util.List;

/**
 * A cluster's endpoints as they are known at one moment, in the groups that balancing goes by.
 * Immutable; made anew when endpoints come, go or are described anew.
 */
record Lineup(List<Endpoint> endpoints, Groups groups) {
  static final Lineup EMPTY = new Lineup(List.of(), Groups.of(List.of()));

  static Lineup of(List<Endpoint> endpoints, BalanceSettings settings) {
    List<Endpoint> all = List.copyOf(endpoints);
    return new Lineup(
        all, Groups.of(all.stream().map(endpoint -> member(endpoint, settings)).toList()));
  }

  private static Groups.Member member(Endpoint endpoint, BalanceSettings settings) {
    boolean known = settings.roles() && !endpoint.roles().isEmpty();
    String own = settings.zone().name();
    return new Groups.Member(
        known ? NodeKind.of(endpoint.roles()) : NodeKind.UNKNOWN,
        own == null || own.equals(endpoint.zone()));
  }
}
