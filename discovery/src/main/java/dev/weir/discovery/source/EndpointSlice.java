package dev.weir.discovery.source;

import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import dev.weir.gateway.settings.KubernetesSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An EndpointSlice of {@code discovery.k8s.io/v1}. */
final class EndpointSlice {
  private EndpointSlice() {}

  /**
   * Its endpoints. One that terminates and still serves is drained; one that is not ready is left
   * out, as Kubernetes itself would.
   *
   * @throws IllegalArgumentException if an address is none
   */
  static List<Instance> read(@Nullable Object slice, KubernetesSettings settings) {
    int port = port(slice, settings.port());
    List<Instance> instances = new ArrayList<>();
    for (Object endpoint : JsonTree.list(slice, "endpoints")) {
      Phase phase = phase(JsonTree.at(endpoint, "conditions"));
      List<?> addresses = JsonTree.list(endpoint, "addresses");
      // Further addresses of an endpoint are of no use to anyone, says the API.
      if (phase != null && port > 0 && !addresses.isEmpty()) {
        instances.add(
            Instance.of(
                    InstanceText.uri(settings.tls(), String.valueOf(addresses.getFirst()), port))
                .withZone(JsonTree.text(endpoint, "zone"))
                .withPhase(phase)
                .withServerName(settings.serverName()));
      }
    }
    return instances;
  }

  /** Conditions that are not there count as ready. */
  private static @Nullable Phase phase(@Nullable Object conditions) {
    if (JsonTree.is(conditions, true, "terminating")) {
      return JsonTree.is(conditions, false, "serving") ? null : Phase.DRAINING;
    }
    return JsonTree.is(conditions, false, "ready") ? null : Phase.UP;
  }

  private static int port(@Nullable Object slice, String wanted) {
    if (!wanted.isEmpty() && wanted.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.parseInt(wanted);
    }
    for (Object port : JsonTree.list(slice, "ports")) {
      if (wanted.isEmpty() || wanted.equals(JsonTree.text(port, "name"))) {
        return (int) JsonTree.number(port, 0, "port");
      }
    }
    return 0;
  }
}
