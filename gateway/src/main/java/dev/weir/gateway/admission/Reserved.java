package dev.weir.gateway.admission;

import dev.weir.gateway.settings.LaneEndpointsSettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.upstream.ClusterShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The endpoints of each cluster that lanes have reserved, and what is left for others. */
final class Reserved {
  private final Map<String, List<LaneEndpointsSettings>> endpoints = new HashMap<>();
  private final Map<String, ClusterShare> rest = new HashMap<>();

  Reserved(List<LaneGate> lanes) {
    for (LaneGate lane : lanes) {
      LaneSettings settings = lane.settings();
      LaneEndpointsSettings own = settings.endpoints();
      if (own != null && own.reserved()) {
        endpoints.computeIfAbsent(settings.cluster(), name -> new ArrayList<>()).add(own);
      }
    }
    endpoints.forEach((cluster, own) -> rest.put(cluster, ClusterShare.sparing(own)));
    lanes.forEach(lane -> lane.spare(endpoints.getOrDefault(lane.settings().cluster(), List.of())));
  }

  /** What requests have of a cluster that no lane is for; null if that is all. */
  @Nullable ClusterShare rest(String cluster) {
    return rest.isEmpty() ? null : rest.get(cluster);
  }
}
