package dev.weir.gateway.upstream;

import dev.weir.flow.health.Ejection;
import dev.weir.flow.health.FailureStreak;
import dev.weir.flow.health.Silence;
import dev.weir.flow.recovery.Steps;
import dev.weir.gateway.settings.HealthSettings;
import dev.weir.gateway.settings.OutlierSettings;
import dev.weir.gateway.status.EndpointStatus.State;
import dev.weir.gateway.status.HealthStatus;
import dev.weir.gateway.status.StateChange.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether one endpoint should be sent requests, in what share, and why not. Asked for every
 * request, from any thread, at the price of a few volatile reads; changed by what requests meet, by
 * {@link HealthChecks}, {@link OutlierWatch} and by hand.
 */
final class EndpointHealth {
  /** Taken out by hand until a time. */
  private record Hold(boolean draining, long until, String cause) {}

  private final String endpoint;
  private final ClusterHealth cluster;
  private final FailureStreak streak;
  private final Ejection ejection;
  private final Silence silence;
  private final Steps steps;
  private final AtomicLong checkHeard;
  private final AtomicLong refused;
  private volatile boolean up = true;
  private volatile boolean checkWanted;
  private volatile long checkNanos = -1;
  private volatile @Nullable String cause;
  private volatile @Nullable Hold hold;
  private volatile long awaySince;
  private volatile boolean ejectedBefore;
  private volatile boolean ejectedAsSlow;

  EndpointHealth(String endpoint, ClusterHealth cluster, long now) {
    HealthSettings health = cluster.settings();
    OutlierSettings outliers = health.outliers();
    this.endpoint = endpoint;
    this.cluster = cluster;
    this.streak = new FailureStreak(health.ejectAfter());
    this.ejection =
        new Ejection(health.ejectionTime().toNanos(), outliers.longestEjection().toNanos());
    this.silence = new Silence(outliers.askAfter().toNanos(), outliers.frozenAfter().toNanos());
    this.steps = new Steps(outliers.step().toNanos(), outliers.samples());
    this.checkHeard = new AtomicLong(now);
    this.refused = new AtomicLong(now - 2 * outliers.longestEjection().toNanos());
  }

  // Asked for every request.

  /** Whether it answers its checks. */
  boolean isUp() {
    return up;
  }

  boolean isEjected(long now) {
    return ejection.isEjected(now);
  }

  /** Whether it owes answers and has given no byte for a while, not to a check either. */
  boolean isSuspect() {
    return silence.isFrozen();
  }

  /** Whether it does not answer, and has not since after a time. */
  boolean wentAwayAfter(long time) {
    return (!up || isSuspect()) && awaySince - time > 0;
  }

  /** Whether it is taken out by hand. */
  boolean isHeld(long now) {
    Hold current = hold;
    return current != null && now - current.until < 0;
  }

  /** Whether it is to be left alone altogether: connections to it close as they become idle. */
  boolean isDraining() {
    Hold current = hold;
    return current != null && current.draining;
  }

  /** Whether nothing speaks against it. */
  boolean isWell(long now) {
    return up && !isEjected(now) && !isSuspect() && !isHeld(now);
  }

  /** Whether a request with this ticket is among the share that it may have while it comes back. */
  boolean admits(long ticket) {
    return steps.admits(ticket);
  }

  // What requests meet.

  void succeeded() {
    streak.success();
    steps.succeeded();
  }

  void failed(String why, long now) {
    steps.failed();
    checkWanted = true;
    if (streak.failure()) {
      eject(now, "failed too many requests in a row, the last by: " + why);
    }
  }

  /** Takes it out for a time because it is slow beside the others, unless too many are out. */
  void ejectSlow(long now, String why) {
    if (eject(now, why)) {
      ejectedAsSlow = true;
    }
  }

  /** Takes it out for a time, unless too many are out. */
  boolean eject(long now, String why) {
    if (ejection.isEjected(now)) {
      return false;
    }
    long nanos = ejection.next(now);
    if (!cluster.allowsEjection(this, now, now + nanos)) {
      long before = refused.get();
      if (now - before > nanos && refused.compareAndSet(before, now)) {
        cluster.changes().note(endpoint, Kind.EJECTION_REFUSED, why);
      }
      return false;
    }
    steps.begin(now);
    ejection.begin(now, nanos);
    ejectedAsSlow = false;
    ejectedBefore = true;
    cause = "ejected: " + why;
    cluster
        .changes()
        .note(endpoint, Kind.ENDPOINT_EJECTED, why + "; for " + nanos / 1_000_000 + " ms");
    return true;
  }

  // What checks find.

  /** Whether a check at once is worth while: a request has met something. Asked once. */
  boolean takeCheckWanted() {
    boolean wanted = checkWanted;
    if (wanted) {
      checkWanted = false;
    }
    return wanted;
  }

  /** A check was answered, whatever the answer. */
  void checkHeard(long now, long nanos) {
    checkHeard.set(now);
    checkNanos = nanos;
  }

  /** An active check has changed its state. */
  void setUp(boolean isUp, String why, long now) {
    cause = why;
    if (isUp) {
      streak.success();
      steps.begin(now);
    } else if (!isSuspect()) {
      awaySince = now;
    }
    up = isUp;
    cluster.changes().note(endpoint, isUp ? Kind.ENDPOINT_UP : Kind.ENDPOINT_DOWN, why);
  }

  /**
   * Time has passed.
   *
   * @param heard when the last byte came for a request
   * @param owes whether it owes an answer
   * @return whether it should be checked at once
   */
  boolean look(long now, long heard, boolean owes) {
    long checked = checkHeard.get();
    Silence.Look look = silence.look(now, heard - checked > 0 ? heard : checked, owes);
    switch (look) {
      case QUIET, ASK -> {}
      case FROZEN -> frozen(now);
      case HEARD -> {
        steps.begin(now);
        cluster.changes().note(endpoint, Kind.ENDPOINT_HEARD, "a byte has come");
      }
    }
    release(now);
    recover(now);
    return look == Silence.Look.ASK;
  }

  private void frozen(long now) {
    awaySince = now;
    Duration bound = cluster.settings().outliers().frozenAfter();
    String why =
        "no byte for " + bound.toMillis() + " ms while it owed answers, not to a check either";
    cluster.changes().note(endpoint, Kind.ENDPOINT_SILENT, why);
    if (!eject(now, why)) {
      cause = "silent: " + why;
      cluster.relent(now);
    }
  }

  /** Takes it back if it is out for nothing but slowness: another is worse. */
  void relent(long now) {
    if (ejectedAsSlow && ejection.isEjected(now) && up && !isSuspect()) {
      ejection.end();
      cluster.readmit(this);
    }
  }

  private void recover(long now) {
    if (steps.share() == Steps.ALL) {
      return;
    }
    if (!isWell(now)) {
      steps.begin(now);
      return;
    }
    if (ejectedBefore) {
      ejectedBefore = false;
      cluster.changes().note(endpoint, Kind.ENDPOINT_RETURNED, "its ejection is over");
    }
    if (steps.look(now) && steps.share() == Steps.ALL) {
      cluster.changes().note(endpoint, Kind.ENDPOINT_RECOVERED, "every step has proved itself");
    }
  }

  /** Whoever looks was away: nothing could be heard meanwhile. */
  void forgiveSilence() {
    silence.begin();
  }

  // What is done by hand.

  /**
   * Takes it out for a time; comes back by itself, in steps.
   *
   * @param draining whether its idle connections close, too
   */
  void hold(boolean draining, long now, Duration time, String why) {
    hold = new Hold(draining, now + time.toNanos(), why);
    cluster.changes().note(endpoint, Kind.ENDPOINT_HELD, why + "; for " + time.toMillis() + " ms");
  }

  /** Takes it back before the time, from a hold and from an ejection. */
  void readmit(String why) {
    boolean wasOut = hold != null || ejectedBefore;
    hold = null;
    ejection.end();
    cluster.readmit(this);
    if (wasOut) {
      cluster.changes().note(endpoint, Kind.ENDPOINT_RELEASED, why);
    }
  }

  private void release(long now) {
    Hold current = hold;
    if (current != null && now - current.until >= 0) {
      steps.begin(now);
      hold = null;
      cluster.changes().note(endpoint, Kind.ENDPOINT_RELEASED, "its time was over");
    }
  }

  // What is shown.

  State state(long now) {
    if (isHeld(now)) {
      return isDraining() ? State.DRAINING : State.HELD;
    }
    if (!up) {
      return State.DOWN;
    }
    if (isSuspect()) {
      return State.SILENT;
    }
    return isEjected(now) ? State.EJECTED : State.UP;
  }

  /** Why it is, or was, out; null if it never was. */
  @Nullable String cause() {
    Hold current = hold;
    return current != null ? current.cause : cause;
  }

  void cause(String why) {
    cause = why;
  }

  HealthStatus status(long now) {
    Hold current = hold;
    return new HealthStatus(
        steps.share(),
        current != null ? Math.max(0, current.until - now) : ejection.left(now),
        checkNanos,
        cluster.changes().counts(endpoint));
  }
}
