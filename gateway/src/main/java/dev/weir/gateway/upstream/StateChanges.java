package dev.weir.gateway.upstream;

import dev.weir.gateway.status.StateChange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every change of state in a cluster: logged as one event with its cause, counted, and the last of
 * them kept for those who ask. Safe from any thread; changes are rare, so a lock is no price.
 */
final class StateChanges {
  private static final Logger LOG = LoggerFactory.getLogger(StateChanges.class);
  private static final int KEPT = 64;

  private final String cluster;
  private final ArrayDeque<StateChange> last = new ArrayDeque<>(KEPT);
  private final Map<String, EnumMap<StateChange.Kind, Long>> counts = new HashMap<>();

  StateChanges(String cluster) {
    this.cluster = cluster;
  }

  /** Something has changed. */
  synchronized void note(String subject, StateChange.Kind kind, String cause) {
    LOG.info(
        "event={} cluster={} subject={} cause=\"{}\"",
        kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        cluster,
        subject,
        cause);
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(new StateChange(Instant.now(), subject, kind, cause));
    counts
        .computeIfAbsent(subject, s -> new EnumMap<>(StateChange.Kind.class))
        .merge(kind, 1L, Long::sum);
  }

  /** An endpoint has left for good: its counts go, too. */
  synchronized void forget(String subject) {
    counts.remove(subject);
  }

  /** The last changes, the oldest first. */
  synchronized List<StateChange> last() {
    return new ArrayList<>(last);
  }

  /** How often what has happened to a subject since the start. */
  synchronized Map<StateChange.Kind, Long> counts(String subject) {
    Map<StateChange.Kind, Long> of = counts.get(subject);
    return of == null ? Map.of() : new EnumMap<>(of);
  }
}
