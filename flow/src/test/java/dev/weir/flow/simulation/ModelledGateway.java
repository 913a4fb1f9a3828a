package dev.weir.flow.simulation;

import dev.weir.flow.health.EjectionLimit;
import dev.weir.flow.health.FailureOutlier;
import dev.weir.flow.health.LatencyOutlier;
import dev.weir.flow.health.TimesWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A gateway with one event loop, put together from the real decisions as the gateway's packages
 * {@code upstream} and {@code exchange} put them together, without connections and threads.
 */
final class ModelledGateway implements Gateway, KnownEndpoint.Neighbours {
  private final VirtualTime time;
  private final Report report;
  private final Lately.Pool pool;
  private final long patience;
  private final List<KnownEndpoint> all;
  private final EjectionLimit<KnownEndpoint> limit =
      new EjectionLimit<>(Defaults.MAX_EJECTED_PERCENT);
  private final LatencyOutlier latency =
      new LatencyOutlier(Defaults.LATENCY_RATIO, Defaults.LATENCY_FLOOR, Defaults.SAMPLES);
  private final FailureOutlier failure =
      new FailureOutlier(Defaults.FAILURE_PERCENT, Defaults.SAMPLES);
  private final Outlook outlook;
  private final ModelledRepeats repeats;
  private final List<KnownEndpoint> awake = new ArrayList<>();
  private final List<KnownEndpoint> watched = new ArrayList<>();

  /**
   * A gateway that has just begun.
   *
   * @param begin when it looks at its endpoints for the first time
   */
  ModelledGateway(
      Scenario scenario,
      List<ModelledEndpoint> nodes,
      VirtualTime time,
      Report report,
      Lately.Pool pool,
      long begin,
      SplittableRandom random) {
    this.time = time;
    this.report = report;
    this.pool = pool;
    this.patience = scenario.patience();
    this.all = nodes.stream().map(node -> new KnownEndpoint(node, this)).toList();
    this.outlook = new Outlook(all, scenario.homes(), random);
    this.repeats = new ModelledRepeats(scenario.hedging(), random.split());
    time.every(begin, Defaults.CHECK_INTERVAL, this::check);
    time.every(begin, Defaults.LOOK, this::look);
    time.every(begin, Defaults.WATCH, this::watch);
  }

  @Override
  public void take() {
    new ModelledRequest(this, patience, time.now()).start(time.now());
  }

  private void check() {
    for (KnownEndpoint endpoint : all) {
      endpoint.check(time);
    }
  }

  private void look() {
    long now = time.now();
    for (KnownEndpoint endpoint : List.copyOf(awake)) {
      if (endpoint.look(now)) {
        endpoint.check(time);
      }
      for (Attempt attempt : List.copyOf(endpoint.owing())) {
        if (!attempt.isOver()) {
          attempt.request().tick(attempt, now);
        }
      }
    }
    awake.removeIf(endpoint -> endpoint.rests(now));
  }

  private void watch() {
    long now = time.now();
    watched.removeIf(this::givesBack);
    long[] medians = new long[all.size()];
    Arrays.fill(medians, LatencyOutlier.UNKNOWN);
    long answers = 0;
    long failures = 0;
    for (KnownEndpoint endpoint : watched) {
      Lately recent = endpoint.lately();
      recent.slide();
      medians[endpoint.node().number()] = latency.median(recent.times());
      answers += recent.answers();
      failures += recent.failures();
    }
    List<KnownEndpoint> slow = new ArrayList<>();
    int busy = 0;
    int slowAndIn = 0;
    for (KnownEndpoint endpoint : watched) {
      Lately recent = endpoint.lately();
      int overdue = endpoint.overdue(now);
      long slowAfter = latency.slowAfter(medians, endpoint.node().number());
      boolean in = endpoint.isWell(now);
      busy += in && recent.times().count() + overdue + recent.givenUps() > 0 ? 1 : 0;
      if (isSlow(recent, overdue, slowAfter)) {
        slow.add(endpoint);
        slowAndIn += in ? 1 : 0;
      }
      long failed = recent.failures();
      long others = answers + failures - recent.total();
      if (failure.isOut(failed, recent.total(), failures - failed, others)) {
        endpoint.eject(now);
      }
      endpoint.slowAfter(slowAfter);
    }
    if (LatencyOutlier.isTheirFault(slowAndIn, busy)) {
      slow.forEach(endpoint -> endpoint.eject(now));
    }
  }

  private boolean isSlow(Lately recent, int overdue, long slowAfter) {
    return slowAfter != LatencyOutlier.NOTHING
        && (isSlow(recent.latest(), slowAfter, overdue + recent.latestGivenUps())
            || isSlow(recent.times(), slowAfter, overdue + recent.givenUps()));
  }

  private boolean isSlow(TimesWindow times, long slowAfter, int late) {
    int slow = times.slowerThan(slowAfter) + late;
    return latency.isOut(slow, times.count() + late - slow);
  }

  private boolean givesBack(KnownEndpoint endpoint) {
    Lately recent = endpoint.giveBack();
    if (recent != null) {
      pool.giveBack(recent);
    }
    return recent != null;
  }

  VirtualTime time() {
    return time;
  }

  Report report() {
    return report;
  }

  Outlook outlook() {
    return outlook;
  }

  ModelledRepeats repeats() {
    return repeats;
  }

  @Override
  public EjectionLimit<KnownEndpoint> limit() {
    return limit;
  }

  @Override
  public List<KnownEndpoint> all() {
    return all;
  }

  @Override
  public Lately lend(KnownEndpoint endpoint) {
    watched.add(endpoint);
    return pool.take();
  }

  @Override
  public void wake(KnownEndpoint endpoint) {
    awake.add(endpoint);
  }

  @Override
  public void ejected(KnownEndpoint endpoint) {
    report.ejected(time.now());
  }
}
