package dev.weir.gateway.admission;

import dev.weir.gateway.status.StateChange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was turned or set: logged as one event with its cause, and the last of it kept for those who
 * ask. Safe from any thread.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final int KEPT = 64;

  private final ArrayDeque<StateChange> last = new ArrayDeque<>(KEPT);

  /** Something was turned or set, with no value to tell. */
  void note(String subject, StateChange.Kind kind, String cause) {
    LOG.info("event={} subject={} cause=\"{}\"", word(kind), subject, cause);
    keep(new StateChange(Instant.now(), subject, kind, cause));
  }

  /**
   * A signal has turned something.
   *
   * @param measured its value, with its unit
   */
  void note(String subject, StateChange.Kind kind, String cause, String measured) {
    LOG.info(
        "event={} subject={} cause=\"{}\" measured=\"{}\"", word(kind), subject, cause, measured);
    keep(new StateChange(Instant.now(), subject, kind, cause + "; measured " + measured));
  }

  private static String word(StateChange.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private synchronized void keep(StateChange change) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(change);
  }

  /** The last of it, the oldest first. */
  synchronized List<StateChange> last() {
    return new ArrayList<>(last);
  }
}
