package dev.weir.flow.simulation;

import dev.weir.flow.balance.EndpointRecord;
import dev.weir.flow.balance.Fault;
import dev.weir.flow.health.Ejection;
import dev.weir.flow.health.EjectionLimit;
import dev.weir.flow.health.FailureStreak;
import dev.weir.flow.health.LatencyOutlier;
import dev.weir.flow.health.ProbeCount;
import dev.weir.flow.health.Silence;
import dev.weir.flow.recovery.Steps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One endpoint as one gateway knows it: its health, its weight, and what it owes. */
final class KnownEndpoint {
  private final ModelledEndpoint node;
  private final Neighbours neighbours;
  private final FailureStreak streak = new FailureStreak(Defaults.EJECT_AFTER);
  private final Ejection ejection = new Ejection(Defaults.EJECTION_TIME, Defaults.LONGEST_EJECTION);
  private final Silence silence = new Silence(Defaults.ASK_AFTER, Defaults.FROZEN_AFTER);
  private final Steps steps = new Steps(Defaults.STEP, Defaults.SAMPLES);
  private final ProbeCount checks =
      new ProbeCount(Defaults.UNHEALTHY_AFTER, Defaults.HEALTHY_AFTER);
  private final EndpointRecord record = new EndpointRecord(EndpointRecord.Tuning.defaults(), 0);
  private final List<Attempt> owing = new ArrayList<>(2);
  private @Nullable Lately lately;
  private Lately.@Nullable Result held;
  private long touched = -2 * Defaults.WINDOW;
  private long slowAfter = LatencyOutlier.NOTHING;
  private long heard;
  private long lastExtraCheck = -Defaults.CHECK_INTERVAL;
  private boolean checkUnderWay;
  private boolean checkWanted;
  private boolean owed;
  private boolean awake;

  /** What the endpoints of one gateway share. */
  interface Neighbours {
    EjectionLimit<KnownEndpoint> limit();

    List<KnownEndpoint> all();

    /** What it does is kept from now on, until there is nothing to keep. */
    Lately lend(KnownEndpoint endpoint);

    /** It is to be looked at from now on. */
    void wake(KnownEndpoint endpoint);

    void ejected(KnownEndpoint endpoint);
  }

  KnownEndpoint(ModelledEndpoint node, Neighbours neighbours) {
    this.node = node;
    this.neighbours = neighbours;
  }

  ModelledEndpoint node() {
    return node;
  }

  EndpointRecord record() {
    return record;
  }

  // Asked for every request.

  boolean isUp() {
    return checks.isUp();
  }

  boolean isEjected(long now) {
    return ejection.isEjected(now);
  }

  boolean isSuspect() {
    return silence.isFrozen();
  }

  boolean isWell(long now) {
    return isUp() && !isEjected(now) && !isSuspect();
  }

  boolean admits(long ticket) {
    return steps.admits(ticket);
  }

  int active() {
    return owing.size();
  }

  // What requests meet.

  void begin(Attempt attempt, long now) {
    boolean again = now - touched <= Defaults.WINDOW;
    if (lately == null && (again || !owing.isEmpty())) {
      // A single try within the window cannot make a judgement, and most are single in a fleet.
      lately = neighbours.lend(this);
      if (again && held != null) {
        lately.take(held);
      }
      held = null;
    }
    touched = now;
    owing.add(attempt);
    wake();
  }

  void end(Attempt attempt, Attempt.Merit merit, boolean answered, long now) {
    long took = now - attempt.sentAt();
    owing.remove(attempt);
    touched = now;
    if (answered) {
      heard = now;
      record.answered(took, now);
    } else {
      record.waited(took, now);
    }
    switch (merit) {
      case SERVED -> succeeded(now);
      case NEITHER -> {}
      case REFUSED -> failed(Fault.ANSWERED, now);
      case LATE -> failed(Fault.TIMEOUT, now);
      case FAILED -> failed(Fault.NETWORK, now);
    }
    keep(
        new Lately.Result(
            answered ? took : -1,
            !answered && took > slowAfter / 3,
            switch (merit) {
              case SERVED -> Lately.Outcome.SUCCEEDED;
              case NEITHER -> Lately.Outcome.NEITHER;
              case REFUSED, LATE, FAILED -> Lately.Outcome.FAILED;
            }));
  }

  private void keep(Lately.Result result) {
    if (lately != null) {
      lately.take(result);
    } else {
      held = result;
    }
  }

  private void succeeded(long now) {
    streak.success();
    steps.succeeded();
    if (record.canGain()) {
      record.succeeded(now);
    }
  }

  private void failed(Fault fault, long now) {
    record.failed(fault, now);
    steps.failed();
    checkWanted = true;
    if (streak.failure()) {
      eject(now);
    }
  }

  /** Takes it out for a time, unless too many are out. */
  boolean eject(long now) {
    if (ejection.isEjected(now)) {
      return false;
    }
    int down = 0;
    for (KnownEndpoint each : neighbours.all()) {
      down += each != this && !each.isUp() ? 1 : 0;
    }
    long nanos = ejection.next(now);
    if (!neighbours.limit().tryEject(this, now, now + nanos, neighbours.all().size(), down)) {
      return false;
    }
    steps.begin(now);
    ejection.begin(now, nanos);
    neighbours.ejected(this);
    wake();
    return true;
  }

  private void wake() {
    if (!awake) {
      awake = true;
      neighbours.wake(this);
    }
  }

  // What looks and checks find.

  /** Time has passed; tells whether it should be checked at once. */
  boolean look(long now) {
    owed = checkUnderWay || !owing.isEmpty();
    Silence.Look look = silence.look(now, heard, owed);
    switch (look) {
      case QUIET, ASK -> {}
      case FROZEN -> eject(now);
      case HEARD -> steps.begin(now);
    }
    recover(now);
    boolean followUp = checkWanted && now - lastExtraCheck >= Defaults.CHECK_INTERVAL;
    checkWanted = false;
    if (followUp) {
      lastExtraCheck = now;
    }
    return followUp || look == Silence.Look.ASK;
  }

  private void recover(long now) {
    if (steps.share() == Steps.ALL) {
      return;
    }
    if (isWell(now)) {
      steps.look(now);
    } else {
      steps.begin(now);
    }
  }

  /** Whether nothing changes by looking at it again; if so, it is not looked at until woken. */
  boolean rests(long now) {
    boolean rests =
        !owed && owing.isEmpty() && !checkUnderWay && isWell(now) && steps.share() == Steps.ALL;
    awake = !rests;
    return rests;
  }

  /** Asks it whether it answers. */
  void check(VirtualTime time) {
    if (checkUnderWay) {
      return;
    }
    long now = time.now();
    Reply reply = node.check(now);
    if (!awake && reply.kind() == Reply.Kind.ANSWERED && reply.at() - now < Defaults.LOOK) {
      // As nearly all of them: takes no event of its own.
      heard = now;
      checks.result(true);
      return;
    }
    checkUnderWay = true;
    wake();
    boolean inTime = reply.at() - now <= Defaults.CHECK_TIMEOUT;
    time.at(
        inTime ? reply.at() : now + Defaults.CHECK_TIMEOUT,
        () -> checked(reply.kind(), inTime, time.now()));
  }

  private void checked(Reply.Kind kind, boolean inTime, long now) {
    checkUnderWay = false;
    boolean answered = inTime && (kind == Reply.Kind.ANSWERED || kind == Reply.Kind.REFUSED);
    if (answered) {
      heard = now;
    }
    boolean changed =
        kind == Reply.Kind.UNREACHABLE
            ? checks.unreachable()
            : checks.result(answered && kind == Reply.Kind.ANSWERED);
    if (changed && checks.isUp()) {
      streak.success();
      steps.begin(now);
    }
  }

  // What the comparison with others goes by.

  /** Requests that it has not answered. */
  List<Attempt> owing() {
    return owing;
  }

  /** Late answers, those that are twice as late counted twice. */
  int overdue(long now) {
    int late = 0;
    if (slowAfter != LatencyOutlier.NOTHING) {
      for (Attempt attempt : owing) {
        long age = now - attempt.sentAt();
        if (age > slowAfter && age - slowAfter <= Defaults.WINDOW) {
          late += age / 2 > slowAfter ? 2 : 1;
        }
      }
    }
    return late;
  }

  Lately lately() {
    if (lately == null) {
      throw new IllegalStateException("too little was sent to it");
    }
    return lately;
  }

  /** What it did of late has nothing in it; whoever lent it has it back. */
  @Nullable Lately giveBack() {
    Lately recent = lately;
    if (recent == null || !owing.isEmpty() || !recent.isEmpty()) {
      return null;
    }
    lately = null;
    return recent;
  }

  void slowAfter(long nanos) {
    slowAfter = nanos;
  }
}
