package dev.weir.gateway.upstream;

import dev.weir.flow.health.CountWindow;
import dev.weir.flow.health.FailureOutlier;
import dev.weir.flow.health.LatencyOutlier;
import dev.weir.flow.health.TimesWindow;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.OutlierSettings;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compares the endpoints of a cluster ten times a second, by what they did within the last two
 * seconds and the last half second, and has those ejected that are slower than the others or fail
 * more. Each loop counts what is overdue on its own connections; one loop judges.
 */
final class OutlierWatch {
  private static final long SLICE_MILLIS = 100;
  private static final int SLICES = 20;

  /** Half a second: what has just become slow was quick for the rest of the two. */
  private static final int LATEST_SLICES = 5;

  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(SLICES * SLICE_MILLIS);

  /** What one endpoint did of late. */
  private static final class Recent {
    private final TimesWindow times = new TimesWindow(SLICES);
    private final TimesWindow latest = new TimesWindow(LATEST_SLICES);
    private final CountWindow givenUp = new CountWindow(SLICES);
    private final CountWindow latestGivenUp = new CountWindow(LATEST_SLICES);
    private final CountWindow answers = new CountWindow(SLICES);
    private final CountWindow failures = new CountWindow(SLICES);
    private @Nullable String slow;
    private boolean busy;

    private void slide(Endpoint endpoint) {
      long lost = 0;
      for (EndpointPool pool : endpoint.pools()) {
        lost += pool.owed().givenUp();
        times.add(pool.owed().times());
        latest.add(pool.owed().times());
      }
      times.slide();
      latest.slide();
      givenUp.slide(lost);
      latestGivenUp.slide(lost);
      answers.slide(endpoint.answers());
      failures.slide(endpoint.failures());
    }

    private long total() {
      return answers.sum() + failures.sum();
    }
  }

  private final UpstreamCluster cluster;
  private final LatencyOutlier latency;
  private final FailureOutlier failure;
  private final Map<Endpoint, Recent> recents = new HashMap<>();
  private int slicesSinceSilence = SLICES;

  private OutlierWatch(UpstreamCluster cluster) {
    OutlierSettings settings = cluster.settings().health().outliers();
    this.cluster = cluster;
    this.latency =
        new LatencyOutlier(
            settings.latencyRatio(), settings.latencyFloor().toNanos(), settings.samples());
    this.failure = new FailureOutlier(settings.failurePercent(), settings.samples());
  }

  static Watch start(UpstreamCluster cluster, EventLoops loops) {
    OutlierWatch watch = new OutlierWatch(cluster);
    List<Future<?>> tasks = new ArrayList<>();
    for (LoopContext loop : loops.contexts()) {
      tasks.add(repeat(loop, () -> countOverdue(cluster, loop)));
    }
    tasks.add(repeat(cluster.watchLoop(), watch::judge));
    return () -> tasks.forEach(task -> task.cancel(false));
  }

  private static Future<?> repeat(LoopContext loop, Runnable task) {
    return loop.loop().scheduleAtFixedRate(task, SLICE_MILLIS, SLICE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void countOverdue(UpstreamCluster cluster, LoopContext loop) {
    long now = System.nanoTime();
    for (Endpoint endpoint : cluster.endpoints()) {
      endpoint.pool(loop.index()).owed().countOverdue(now, endpoint.slowAfter(), WINDOW_NANOS);
    }
  }

  private void judge() {
    List<Endpoint> endpoints = cluster.endpoints();
    recents.keySet().retainAll(Set.copyOf(endpoints));
    long[] medians = new long[endpoints.size()];
    long answers = 0;
    long failures = 0;
    for (int i = 0; i < medians.length; i++) {
      Recent recent = recents.computeIfAbsent(endpoints.get(i), e -> new Recent());
      recent.slide(endpoints.get(i));
      medians[i] = latency.median(recent.times);
      answers += recent.answers.sum();
      failures += recent.failures.sum();
    }
    for (int i = 0; i < medians.length; i++) {
      Endpoint endpoint = endpoints.get(i);
      Recent recent = recents.get(endpoint);
      if (recent != null) {
        long slowAfter = latency.slowAfter(medians, i);
        judgeTimes(endpoint, recent, slowAfter);
        judgeFailures(endpoint, recent, answers + failures - recent.total(), failures);
        endpoint.slowAfter(slowAfter);
      }
    }
    if (!isAnySilent(endpoints)) {
      ejectSlow(endpoints);
    }
  }

  private void ejectSlow(List<Endpoint> endpoints) {
    long now = System.nanoTime();
    int slow = 0;
    int busy = 0;
    for (Endpoint endpoint : endpoints) {
      Recent recent = recents.get(endpoint);
      if (recent != null && recent.busy && endpoint.isWell(now)) {
        busy++;
        slow += recent.slow != null ? 1 : 0;
      }
    }
    if (!LatencyOutlier.isTheirFault(slow, busy)) {
      return;
    }
    for (Endpoint endpoint : endpoints) {
      Recent recent = recents.get(endpoint);
      if (recent != null && recent.slow != null) {
        endpoint.health().ejectSlow(now, recent.slow);
      }
    }
  }

  /**
   * Whether an endpoint is silent, or was within the window: others may be slow because they wait
   * for it, as nodes of a search cluster do that send parts of a search to each other.
   */
  private boolean isAnySilent(List<Endpoint> endpoints) {
    for (int i = 0; i < endpoints.size(); i++) {
      if (endpoints.get(i).isSuspect()) {
        slicesSinceSilence = 0;
        return true;
      }
    }
    slicesSinceSilence = Math.min(SLICES, slicesSinceSilence + 1);
    return slicesSinceSilence < SLICES;
  }

  private void judgeTimes(Endpoint endpoint, Recent recent, long slowAfter) {
    int overdue = 0;
    for (EndpointPool pool : endpoint.pools()) {
      overdue += pool.owed().overdue();
    }
    int late = overdue + (int) recent.givenUp.sum();
    recent.busy = recent.times.count() + late > 0;
    recent.slow = slowness(recent.latest, slowAfter, overdue + (int) recent.latestGivenUp.sum());
    if (recent.slow == null) {
      recent.slow = slowness(recent.times, slowAfter, late);
    }
  }

  /** How an endpoint is slow; null if it is not. */
  private @Nullable String slowness(TimesWindow times, long slowAfter, int late) {
    if (slowAfter == LatencyOutlier.NOTHING) {
      return null;
    }
    int slow = times.slowerThan(slowAfter) + late;
    int all = times.count() + late;
    return latency.isOut(slow, all - slow)
        ? "%d of %d answers took longer than %d ms, the others' do not"
            .formatted(slow, all, slowAfter / 1_000_000)
        : null;
  }

  private void judgeFailures(Endpoint endpoint, Recent recent, long othersTotal, long allFailures) {
    long failed = recent.failures.sum();
    if (failure.isOut(failed, recent.total(), allFailures - failed, othersTotal)) {
      endpoint
          .health()
          .eject(
              System.nanoTime(),
              "failed %d of %d requests, the others %d of %d"
                  .formatted(failed, recent.total(), allFailures - failed, othersTotal));
    }
  }
}
