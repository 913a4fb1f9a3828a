package dev.weir.gateway.upstream;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes' copies searches had better use: those of certain nodes, and those that live while a
 * node of the cluster is out. The engine's own choice learns only by requests that hang, and gets
 * by id do not learn at all. Safe from any thread: at worst several look at the same time.
 */
final class LivePreference {
  /** How long an answer holds: as long as between two looks at time-outs. */
  private static final long HOLDS_NANOS = 50_000_000;

  private record Answer(@Nullable String preference, long until) {}

  private final @Nullable Predicate<Endpoint> own;
  private volatile @Nullable Answer last;

  /**
   * Knows nothing yet.
   *
   * @param own the nodes whose copies are wanted while all are well; null if any will do
   */
  LivePreference(@Nullable Predicate<Endpoint> own) {
    this.own = own;
  }

  /**
   * A value of the parameter {@code preference}; null if any copy will do, or too little is known.
   */
  @Nullable String of(List<Endpoint> endpoints, long now) {
    Answer known = last;
    if (known == null || now - known.until >= 0) {
      known = new Answer(make(endpoints, now), now + HOLDS_NANOS);
      last = known;
    }
    return known.preference;
  }

  private @Nullable String make(List<Endpoint> endpoints, long now) {
    boolean anyAway = false;
    boolean anyEjected = false;
    for (int i = 0; i < endpoints.size(); i++) {
      anyAway |= isAway(endpoints.get(i));
      anyEjected |= endpoints.get(i).isEjected(now);
    }
    if (anyAway) {
      // Beside one that does not answer, one that is merely worse than the others is a good one:
      // were it left out, its shards would be looked for where nothing answers.
      return ids(endpoints, endpoint -> !isAway(endpoint));
    }
    if (anyEjected) {
      return ids(endpoints, endpoint -> !endpoint.isEjected(now));
    }
    return own == null ? null : ids(endpoints, own);
  }

  private static @Nullable String ids(List<Endpoint> endpoints, Predicate<Endpoint> wanted) {
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint endpoint = endpoints.get(i);
      String id = endpoint.nodeId();
      if (id != null && wanted.test(endpoint)) {
        ids.append(ids.isEmpty() ? "_prefer_nodes:" : ",").append(id);
      }
    }
    return ids.isEmpty() ? null : ids.toString();
  }

  private static boolean isAway(Endpoint endpoint) {
    return !endpoint.isUp() || endpoint.isSuspect();
  }
}
