package dev.weir.gateway.upstream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes' copies searches had better use while a node of the cluster is out: the engine's own
 * choice learns only by requests that hang, and gets by id do not learn at all. Used on one loop.
 */
final class LivePreference {
  /** How long an answer holds: as long as between two looks at time-outs. */
  private static final long HOLDS_NANOS = 50_000_000;

  private @Nullable String preference;
  private long until;
  private boolean asked;

  /**
   * A value of the parameter {@code preference}; null while all nodes are well, or too little is
   * known.
   */
  @Nullable String of(List<Endpoint> endpoints, long now) {
    if (!asked || now - until >= 0) {
      asked = true;
      until = now + HOLDS_NANOS;
      preference = make(endpoints, now);
    }
    return preference;
  }

  private static @Nullable String make(List<Endpoint> endpoints, long now) {
    boolean anyAway = false;
    boolean anyEjected = false;
    for (int i = 0; i < endpoints.size(); i++) {
      anyAway |= isAway(endpoints.get(i));
      anyEjected |= endpoints.get(i).isEjected(now);
    }
    if (!anyAway && !anyEjected) {
      return null;
    }
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint endpoint = endpoints.get(i);
      String id = endpoint.nodeId();
      // Beside one that does not answer, one that is merely worse than the others is a good one:
      // were it left out, its shards would be looked for where nothing answers.
      boolean well = !isAway(endpoint) && (anyAway || !endpoint.isEjected(now));
      if (well && id != null) {
        ids.append(ids.isEmpty() ? "_prefer_nodes:" : ",").append(id);
      }
    }
    return ids.isEmpty() ? null : ids.toString();
  }

  private static boolean isAway(Endpoint endpoint) {
    return !endpoint.isUp() || endpoint.isSuspect();
  }
}
