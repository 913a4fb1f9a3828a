package dev.weir.flow.simulation;

import dev.weir.flow.deadline.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read on its way through the modelled gateway: one endpoint, where that fails another, at once
 * and then after waits, and, if hedged, a second one beside a slow one.
 */
final class ModelledRequest {
  private final ModelledGateway gateway;
  private final long arrived;
  private final Deadline deadline = new Deadline();
  private final List<KnownEndpoint> tried = new ArrayList<>(2);
  private @Nullable Attempt current;
  private @Nullable Attempt spare;
  private int tries;
  private int spaced;
  private boolean answeredBadly;
  private boolean done;

  /** It has just come. */
  ModelledRequest(ModelledGateway gateway, long patience, long now) {
    this.gateway = gateway;
    this.arrived = now;
    deadline.within(now, patience);
  }

  void start(long now) {
    gateway.repeats().onRequest();
    long hedgeAfter = gateway.repeats().hedgeDelay(now);
    if (hedgeAfter >= 0) {
      gateway.time().after(hedgeAfter, this::hedge);
    }
    KnownEndpoint first = choose(now);
    if (first == null) {
      finish(false, now);
    } else {
      attempt(first, now);
    }
  }

  private @Nullable KnownEndpoint choose(long now) {
    return gateway.outlook().choose(tried, now);
  }

  private void attempt(KnownEndpoint endpoint, long now) {
    if (tries > 0) {
      gateway.report().extra(now);
    }
    tries++;
    current = sent(endpoint, now);
  }

  private Attempt sent(KnownEndpoint endpoint, long now) {
    Attempt attempt = new Attempt(this, endpoint, now);
    Reply reply = endpoint.node().take(now);
    gateway.time().at(reply.at(), () -> onReply(attempt, reply.kind()));
    return attempt;
  }

  private void onReply(Attempt attempt, Reply.Kind kind) {
    if (attempt.isOver()) {
      return;
    }
    long now = gateway.time().now();
    switch (kind) {
      case ANSWERED -> {
        attempt.end(Attempt.Merit.SERVED, true, now);
        gateway.repeats().onRead(now - attempt.sentAt(), now);
        finish(true, now);
      }
      case REFUSED -> onRefused(attempt, now);
      case BROKEN -> onFailed(attempt, true, now);
      case UNREACHABLE -> onFailed(attempt, false, now);
    }
  }

  private void onRefused(Attempt attempt, long now) {
    attempt.end(Attempt.Merit.REFUSED, true, now);
    if (goesOnWithout(attempt)) {
      return;
    }
    boolean atOnce = !answeredBadly;
    long delay = atOnce ? 0 : gateway.repeats().backoff(spaced);
    if (tries > Defaults.RETRIES
        || delay >= deadline.left(now)
        || !gateway.repeats().tryRetry(now)) {
      finish(false, now);
      return;
    }
    answeredBadly = true;
    tried.add(attempt.endpoint());
    KnownEndpoint next = atOnce ? choose(now) : null;
    if (next != null) {
      attempt(next, now);
    } else {
      retryLater(delay);
    }
  }

  private void onFailed(Attempt attempt, boolean sent, long now) {
    attempt.end(Attempt.Merit.FAILED, false, now);
    if (goesOnWithout(attempt)) {
      return;
    }
    tried.add(attempt.endpoint());
    boolean repeated =
        tries <= Defaults.RETRIES
            && !deadline.isPast(now)
            && (!sent || gateway.repeats().tryRetry(now));
    if (!repeated || !again(now)) {
      finish(false, now);
    }
  }

  private boolean again(long now) {
    KnownEndpoint next = choose(now);
    if (next != null) {
      attempt(next, now);
      return true;
    }
    long delay = gateway.repeats().backoff(spaced);
    if (!gateway.outlook().isAnyUp() || delay >= deadline.left(now)) {
      return false;
    }
    retryLater(delay);
    return true;
  }

  private void retryLater(long delay) {
    spaced++;
    current = null;
    gateway.time().after(delay, this::onRetryTime);
  }

  private void onRetryTime() {
    long now = gateway.time().now();
    KnownEndpoint next = choose(now);
    if (next == null) {
      tried.clear();
      next = choose(now);
    }
    if (next != null) {
      attempt(next, now);
    } else {
      finish(false, now);
    }
  }

  private void hedge() {
    Attempt slow = current;
    if (done || slow == null || slow.isOver() || isUnderWay(spare)) {
      return;
    }
    long now = gateway.time().now();
    if (!gateway.outlook().hasOtherThan(tried, slow.endpoint(), now)
        || !gateway.repeats().tryHedge(now)) {
      return;
    }
    tried.add(slow.endpoint());
    KnownEndpoint next = choose(now);
    if (next != null) {
      gateway.report().extra(now);
      spare = sent(next, now);
    }
  }

  private static boolean isUnderWay(@Nullable Attempt attempt) {
    return attempt != null && !attempt.isOver();
  }

  /** One of two attempts is over: whether the other goes on. */
  private boolean goesOnWithout(Attempt over) {
    if (over == current && isUnderWay(spare)) {
      current = spare;
      spare = null;
      return true;
    }
    return over == spare && isUnderWay(current);
  }

  /** Time has passed, and one of its attempts is not answered. */
  void tick(Attempt attempt, long now) {
    if (deadline.isPast(now)) {
      if (current != null && !current.isOver()) {
        current.end(Attempt.Merit.LATE, false, now);
      }
      finish(false, now);
      return;
    }
    KnownEndpoint slow = attempt.endpoint();
    if (attempt != current || (slow.isUp() && !slow.isSuspect())) {
      return;
    }
    if (isUnderWay(spare)) {
      attempt.end(Attempt.Merit.FAILED, false, now);
      goesOnWithout(attempt);
    } else if (tries <= Defaults.RETRIES
        && gateway.outlook().hasOtherThan(tried, slow, now)
        && gateway.repeats().tryRetry(now)) {
      attempt.end(Attempt.Merit.FAILED, false, now);
      tried.add(slow);
      if (!again(now)) {
        finish(false, now);
      }
    }
  }

  private void finish(boolean answered, long now) {
    done = true;
    drop(current, now);
    drop(spare, now);
    gateway.report().finished(arrived, now, answered);
  }

  private static void drop(@Nullable Attempt attempt, long now) {
    if (attempt != null && !attempt.isOver()) {
      attempt.end(Attempt.Merit.NEITHER, false, now);
    }
  }
}
