package dev.weir.gateway.upstream;

import dev.weir.flow.health.ProbeCount;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.HealthSettings;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks every endpoint of a cluster, again and again, whether it answers; at once when a request has
 * failed on it, or it has become silent. An answered check tells a slow node from a frozen one, a
 * refused connection a dead one. All of a cluster's checks run on one event loop, none of them
 * before the last of the same endpoint is over.
 */
final class HealthChecks {
  /** How often endpoints are looked at. */
  static final long LOOK_MILLIS = 50;

  /** Without a look for so long, the loop itself was away. */
  private static final long AWAY_NANOS = TimeUnit.MILLISECONDS.toNanos(3 * LOOK_MILLIS);

  /** One endpoint's checks. */
  private static final class Checked {
    private final ProbeCount count;
    private boolean underway;
    private long lastExtra;

    private Checked(ProbeCount count, long now) {
      this.count = count;
      this.lastExtra = now - TimeUnit.DAYS.toNanos(1);
    }
  }

  private final UpstreamCluster cluster;
  private final HealthSettings settings;
  private final LoopContext context;
  private final Map<Endpoint, Checked> checked = new HashMap<>();
  private long lastLook = System.nanoTime();

  private HealthChecks(UpstreamCluster cluster, LoopContext context) {
    this.cluster = cluster;
    this.settings = cluster.settings().health();
    this.context = context;
  }

  static Watch start(UpstreamCluster cluster) {
    LoopContext context = cluster.watchLoop();
    HealthChecks checks = new HealthChecks(cluster, context);
    long interval = checks.settings.interval().toNanos();
    Future<?> all =
        context.loop().scheduleAtFixedRate(checks::checkAll, 0, interval, TimeUnit.NANOSECONDS);
    Future<?> looks =
        context
            .loop()
            .scheduleAtFixedRate(checks::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return () -> {
      all.cancel(false);
      looks.cancel(false);
    };
  }

  private void checkAll() {
    checked.keySet().retainAll(Set.copyOf(cluster.endpoints()));
    for (Endpoint endpoint : cluster.endpoints()) {
      check(endpoint, checked(endpoint));
    }
  }

  private Checked checked(Endpoint endpoint) {
    return checked.computeIfAbsent(
        endpoint,
        e ->
            new Checked(
                new ProbeCount(settings.unhealthyAfter(), settings.healthyAfter()),
                System.nanoTime()));
  }

  private void look() {
    long now = System.nanoTime();
    boolean away = now - lastLook > AWAY_NANOS;
    lastLook = now;
    for (Endpoint endpoint : cluster.endpoints()) {
      Checked checks = checked(endpoint);
      EndpointHealth health = endpoint.health();
      if (away) {
        health.forgiveSilence();
      }
      boolean silent = health.look(now, endpoint.heard(), checks.underway || endpoint.owes());
      boolean failed = health.takeCheckWanted() && isExtraDue(checks, now);
      if (silent || failed) {
        check(endpoint, checks);
      }
    }
  }

  /** The first failure is followed up at once, more of them once in an interval. */
  private boolean isExtraDue(Checked checks, long now) {
    if (now - checks.lastExtra < settings.interval().toNanos()) {
      return false;
    }
    checks.lastExtra = now;
    return true;
  }

  private void check(Endpoint endpoint, Checked checks) {
    if (checks.underway) {
      return;
    }
    checks.underway = true;
    long began = System.nanoTime();
    SideRequest.get(
        cluster.connector(),
        endpoint,
        context,
        settings.path(),
        cluster.authorization(),
        settings.timeout(),
        result -> {
          checks.underway = false;
          take(endpoint, checks, result, began);
        });
  }

  private void take(Endpoint endpoint, Checked checks, SideRequest.Result result, long began) {
    long now = System.nanoTime();
    boolean answered = result.status() > 0;
    if (answered) {
      endpoint.health().checkHeard(now, now - began);
    }
    ProbeCount count = checks.count;
    boolean changed =
        result.unreachable()
            ? count.unreachable()
            : count.result(answered && result.status() < 500);
    if (changed) {
      endpoint.health().setUp(count.isUp(), "check: " + said(result), now);
    }
  }

  private static String said(SideRequest.Result result) {
    return result.status() > 0 ? "answered " + result.status() : result.problem();
  }
}
