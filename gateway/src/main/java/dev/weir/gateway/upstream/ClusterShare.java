package dev.weir.gateway.upstream;

import dev.weir.flow.balance.NodeKind;
import dev.weir.gateway.settings.LaneEndpointsSettings;
import dev.weir.gateway.settings.LaneEndpointsSettings.Copies;
import dev.weir.gateway.settings.LaneEndpointsSettings.WhenNoneIsUp;
import dev.weir.gateway.settings.LaneSettings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What some requests have of their cluster: certain endpoints, and connections of their own. Safe
 * from any thread; asking allocates nothing unless the cluster's endpoints have changed.
 */
public final class ClusterShare {
  /** Which of a cluster's endpoints at a moment belong to it. */
  private static final class Membership {
    private final Lineup lineup;
    private final boolean[] members;

    private Membership(Lineup lineup, boolean[] members) {
      this.lineup = lineup;
      this.members = members;
    }
  }

  private final String name;
  private final @Nullable LaneEndpointsSettings wanted;
  private final List<LaneEndpointsSettings> spared;
  private final int connections;
  private final @Nullable LivePreference copies;
  private volatile Membership membership = new Membership(Lineup.EMPTY, new boolean[0]);

  private ClusterShare(
      String name,
      @Nullable LaneEndpointsSettings wanted,
      List<LaneEndpointsSettings> spared,
      int connections) {
    this.name = name;
    this.wanted = wanted;
    this.spared = List.copyOf(spared);
    this.connections = connections;
    this.copies = keepsToItsCopies() ? new LivePreference(this::has) : null;
  }

  private boolean keepsToItsCopies() {
    return wanted == null
        ? spared.stream().anyMatch(each -> each.reserved() && each.copies() == Copies.OWN)
        : wanted.copies() == Copies.OWN;
  }

  /**
   * What a lane has.
   *
   * @param reserved the endpoints of its cluster that are reserved for lanes
   * @return null if that is all of the cluster
   */
  public static @Nullable ClusterShare of(LaneSettings lane, List<LaneEndpointsSettings> reserved) {
    LaneEndpointsSettings wanted = lane.endpoints();
    List<LaneEndpointsSettings> spared = wanted == null ? reserved : List.of();
    return wanted == null && spared.isEmpty() && lane.connections() == 0
        ? null
        : new ClusterShare(lane.name(), wanted, spared, lane.connections());
  }

  /** What requests have that no lane is for: everything that is not reserved. */
  public static ClusterShare sparing(List<LaneEndpointsSettings> reserved) {
    return new ClusterShare("", null, reserved, 0);
  }

  /** Whether there is no difference to another one. */
  public boolean isLike(@Nullable ClusterShare other) {
    return other != null
        && name.equals(other.name)
        && Objects.equals(wanted, other.wanted)
        && spared.equals(other.spared)
        && connections == other.connections;
  }

  String name() {
    return name;
  }

  /** Connections to each endpoint that it has for itself; 0 if it shares the cluster's. */
  int connections() {
    return connections;
  }

  /** Which copies its searches are worked on; null if any. */
  @Nullable LivePreference copies() {
    return copies;
  }

  /** Whether some endpoints may not belong to it. */
  boolean isSelective() {
    return wanted != null || !spared.isEmpty();
  }

  /** Whether its requests go to other endpoints when none of its own is up. */
  boolean mayLeave() {
    return wanted == null || wanted.whenNoneIsUp() == WhenNoneIsUp.USE_OTHERS;
  }

  /** Whether an endpoint of a lineup belongs to it. */
  @SuppressWarnings("ReferenceEquality") // The very lineup.
  boolean has(Lineup lineup, int endpoint) {
    Membership known = membership;
    if (known.lineup != lineup) {
      known = new Membership(lineup, members(lineup));
      membership = known;
    }
    return known.members[endpoint];
  }

  private boolean[] members(Lineup lineup) {
    List<Endpoint> all = lineup.endpoints();
    boolean[] members = new boolean[all.size()];
    for (int i = 0; i < members.length; i++) {
      members[i] = has(all.get(i));
    }
    return members;
  }

  private boolean has(Endpoint endpoint) {
    return wanted == null
        ? spared.stream().noneMatch(each -> names(each, endpoint))
        : names(wanted, endpoint);
  }

  private static boolean names(LaneEndpointsSettings settings, Endpoint endpoint) {
    return settings.named().contains(endpoint.name())
        || settings.roles().stream().anyMatch(role -> has(endpoint, role));
  }

  private static boolean has(Endpoint endpoint, String role) {
    return endpoint.roles().contains(role)
        || (role.equals(NodeKind.COORDINATING_ONLY)
            && !endpoint.roles().isEmpty()
            && NodeKind.of(endpoint.roles()) == NodeKind.COORDINATING);
  }
}
