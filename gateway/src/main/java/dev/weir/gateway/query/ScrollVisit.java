package dev.weir.gateway.query;

import dev.weir.gateway.filter.AttributeKey;
import dev.weir.gateway.filter.BodyWatcher;
import dev.weir.search.answer.AnswerFigures;
import dev.weir.search.scroll.OpenScrolls;
import dev.weir.search.scroll.ScrollId;
import dev.weir.search.scroll.ScrollUse;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A request that opens, moves or closes scrolls, from its coming to its end. Kept on the exchange;
 * used by its event loop. What its answer says is noted before the client has it, so that whatever
 * the client asks next, on whichever connection, finds it noted.
 */
final class ScrollVisit implements BodyWatcher {
  /** Where it is found on a request that is about scrolls. */
  static final AttributeKey<ScrollVisit> KEY = new AttributeKey<>("scroll", ScrollVisit.class);

  private static final int OK = 200;
  private static final int NOT_OK = 300;
  private static final int NOT_FOUND = 404;

  /** What a request does. */
  enum Step {
    OPENS,
    MOVES,
    CLOSES
  }

  private final Step step;
  private final ScrollUse use;
  private final OpenScrolls scrolls;
  private final String tenant;
  private final String cluster;
  private final LongSupplier clock;
  private final int atOnce;
  private final AnswerFigures answer = new AnswerFigures();

  /** Whether a node has answered that it was done. */
  private boolean done;

  /** Whether what has become of it is noted. */
  private boolean noted;

  /**
   * A request has come.
   *
   * @param tenant whose it is
   * @param cluster where it goes
   * @param clock in nanoseconds
   */
  ScrollVisit(
      Step step,
      ScrollUse use,
      OpenScrolls scrolls,
      String tenant,
      String cluster,
      LongSupplier clock) {
    this.step = step;
    this.use = use;
    this.scrolls = scrolls;
    this.tenant = tenant;
    this.cluster = cluster;
    this.clock = clock;
    this.atOnce = step == Step.OPENS ? scrolls.opening(tenant, clock.getAsLong()) : 0;
  }

  /** How many its tenant has open with the one that it opens; 0 if it opens none. */
  int atOnce() {
    return atOnce;
  }

  /** When its tenant has fewer open, if nobody does anything about it. */
  Duration untilFewer() {
    return Duration.ofNanos(Math.max(1, scrolls.soonest(tenant, clock.getAsLong())));
  }

  /**
   * A node answers.
   *
   * @return whether its body is to be watched
   */
  boolean answered(int status) {
    done = status >= OK && status < NOT_OK;
    if (step == Step.CLOSES && (done || status == NOT_FOUND)) {
      if (use.all()) {
        scrolls.allClosed(cluster);
      }
      use.ids().forEach(scrolls::closed);
    } else if (step == Step.MOVES && status == NOT_FOUND) {
      use.ids().forEach(scrolls::closed);
    }
    return done && step != Step.CLOSES;
  }

  @Override
  public boolean take(byte[] bytes, int from, int to) {
    boolean more = answer.take(bytes, from, to);
    long id = answer.scrollId();
    if (id == ScrollId.NONE) {
      return more;
    }
    noted = true;
    long now = clock.getAsLong();
    if (step == Step.OPENS) {
      scrolls.opened(id, tenant, cluster, use.kept(), now);
    } else {
      scrolls.moved(first(use.ids()), id, tenant, cluster, use.kept(), now);
    }
    return false;
  }

  /** The exchange is over, however it ended. */
  void over() {
    if (noted) {
      return;
    }
    noted = true;
    if (step == Step.OPENS) {
      if (done) {
        scrolls.unseen(tenant);
      } else {
        scrolls.notOpened(tenant);
      }
    } else if (step == Step.MOVES && done && !use.ids().isEmpty()) {
      // It is there, though its answer does not name it.
      long id = use.ids().getFirst();
      scrolls.moved(id, id, tenant, cluster, use.kept(), clock.getAsLong());
    }
  }

  private static long first(List<Long> ids) {
    return ids.isEmpty() ? ScrollId.NONE : ids.getFirst();
  }
}
