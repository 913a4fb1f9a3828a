package dev.weir.gateway.upstream;

import dev.weir.flow.membership.Membership;
import dev.weir.flow.membership.MembershipPolicy;
import dev.weir.flow.membership.Presence;
import dev.weir.flow.membership.Standing;
import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.status.MembershipStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who belongs to a cluster: what its source says, judged by {@link Membership}, under what was
 * changed by hand. Safe from any thread but an event loop: names are looked up, files written.
 */
final class Roster implements Discovery.Listener {
  /** Endpoints that a source may name; one that names more is not believed to know its own. */
  static final int MOST = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

  /** Where the list that was judged goes. */
  interface Sink {
    void setInstances(List<Instance> instances);
  }

  private final String cluster;
  private final String source;
  private final boolean learned;
  private final UnaryOperator<Instance> byConfiguration;
  private final Sink sink;
  private final @Nullable LastList lastList;
  private final Membership<URI> membership;
  private final Map<URI, Instance> said = new LinkedHashMap<>();
  private final LongAdder changes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final CountDownLatch first = new CountDownLatch(1);
  private ChangesByHand byHand = ChangesByHand.NONE;
  private Map<URI, Instance> judged = Map.of();
  private Map<URI, Instance> applied = Map.of();
  private volatile long heardAt = System.nanoTime();
  private volatile boolean heard;
  private volatile @Nullable String problem;
  private volatile boolean doubted;
  private volatile int countByHand;

  /**
   * A roster that nobody is on.
   *
   * @param source what names the endpoints, as people and files are told; null if nothing does but
   *     the configuration
   * @param byConfiguration puts what is configured of an endpoint over what its source says
   * @param lastList where the list is kept; null if it is not
   */
  Roster(
      String cluster,
      @Nullable String source,
      DiscoverySettings settings,
      UnaryOperator<Instance> byConfiguration,
      @Nullable LastList lastList,
      Sink sink) {
    this.cluster = cluster;
    this.source = source == null ? "configuration" : source;
    this.learned = source != null;
    this.byConfiguration = byConfiguration;
    this.sink = sink;
    this.lastList = lastList;
    this.membership = new Membership<>(policy(settings), new SplittableRandom());
  }

  private static MembershipPolicy policy(DiscoverySettings settings) {
    return new MembershipPolicy(
        settings.missing() == DiscoverySettings.Missing.PROBE,
        settings.probes(),
        settings.probeInterval().toNanos(),
        settings.mostLost(),
        settings.doubt().toNanos(),
        settings.believeEmpty());
  }

  /** Begins with what was kept, or with what is configured. */
  synchronized void begin(List<Instance> configured) {
    configured.forEach(instance -> said.put(instance.uri(), byConfiguration.apply(instance)));
    membership.assume(said.keySet());
    List<Instance> kept = kept();
    if (!kept.isEmpty()) {
      take(kept);
      LOG.info(
          "event=last-list-read cluster={} source={} endpoints={}", cluster, source, kept.size());
    }
    apply(kept.isEmpty() ? "configuration" : "last list");
  }

  private List<Instance> kept() {
    try {
      return lastList == null ? List.of() : lastList.read();
    } catch (IOException e) {
      LOG.warn("event=last-list-unread cluster={} error={}", cluster, e.getMessage());
      return List.of();
    }
  }

  @Override
  public void listed(List<Instance> instances) {
    if (instances.size() > MOST) {
      failed("names " + instances.size() + " endpoints (expected: at most " + MOST + ")");
      return;
    }
    synchronized (this) {
      heardAt = System.nanoTime();
      heard = true;
      if (problem != null) {
        LOG.info("event=source-back cluster={} source={}", cluster, source);
        problem = null;
      }
      take(instances);
      apply(source);
    }
    first.countDown();
  }

  private void take(List<Instance> instances) {
    Map<URI, Presence> list = new LinkedHashMap<>();
    for (Instance instance : instances) {
      said.put(instance.uri(), byConfiguration.apply(instance));
      list.put(instance.uri(), presence(instance.phase()));
    }
    membership.listed(list, System.nanoTime());
  }

  private static Presence presence(Phase phase) {
    return switch (phase) {
      case UP -> Presence.UP;
      case SUSPECT -> Presence.SUSPECT;
      case DRAINING -> Presence.DRAINING;
    };
  }

  @Override
  public void failed(String cause) {
    failures.increment();
    if (problem == null) {
      LOG.warn("event=source-failed cluster={} source={} cause={}", cluster, source, cause);
    }
    problem = cause;
  }

  /** Waits for the first list if there is none to serve from. */
  void awaitFirst(Duration patience) {
    synchronized (this) {
      if (!applied.isEmpty()) {
        return;
      }
    }
    try {
      if (!first.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("event=no-endpoints cluster={} source={} cause={}", cluster, source, problem);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Endpoints that are to be probed now, each once until {@link #probed}. */
  synchronized List<Instance> dueProbes() {
    List<Instance> due = new ArrayList<>();
    for (URI uri : membership.dueProbes(System.nanoTime())) {
      Instance instance = said.get(uri);
      if (instance != null) {
        due.add(instance);
      }
    }
    return due;
  }

  synchronized void probed(URI endpoint, boolean answered) {
    membership.probed(endpoint, answered, System.nanoTime());
    apply(answered ? "answers probes" : "probes unanswered");
  }

  /** Time has passed: what was doubted may now be believed. */
  synchronized void tick() {
    apply("time");
  }

  /**
   * Changes endpoints by hand, all or none.
   *
   * @throws IllegalArgumentException if an endpoint is not known, or none would be left to serve
   */
  synchronized void change(List<EndpointChange> wanted) {
    Map<URI, Instance> seen = new LinkedHashMap<>(applied);
    for (EndpointChange change : wanted) {
      switch (change) {
        case EndpointChange.Add(Instance instance) -> seen.put(instance.uri(), instance);
        case EndpointChange.Restore restore -> {
          // Harmless where nothing was changed.
        }
        default -> {
          if (!seen.containsKey(change.endpoint())) {
            throw new IllegalArgumentException(
                "address: %s (expected: one of %s)".formatted(change.endpoint(), seen.keySet()));
          }
        }
      }
    }
    ChangesByHand next = byHand.and(wanted);
    if (next.count() > ChangesByHand.MOST) {
      throw new IllegalArgumentException(
          "more than " + ChangesByHand.MOST + " endpoints changed by hand");
    }
    if (serving(applied) && !serving(next.over(judged))) {
      throw new IllegalArgumentException(
          "no endpoint of cluster " + cluster + " would be left to serve");
    }
    byHand = next;
    countByHand = next.count();
    apply("by hand");
  }

  private static boolean serving(Map<URI, Instance> instances) {
    return instances.values().stream().anyMatch(each -> each.phase() != Phase.DRAINING);
  }

  /** Puts in force what is known by now. */
  private void apply(String cause) {
    long now = System.nanoTime();
    Map<URI, Standing> standings = membership.standings(now);
    Map<URI, Instance> next = new LinkedHashMap<>();
    standings.forEach(
        (uri, standing) -> {
          Instance instance = said.get(uri);
          if (instance != null) {
            next.put(
                uri, instance.withPhase(standing == Standing.DRAINING ? Phase.DRAINING : Phase.UP));
          }
        });
    boolean nowDoubted = membership.isDoubted(now);
    if (nowDoubted != doubted) {
      LOG.warn(
          "event={} cluster={} source={}",
          nowDoubted ? "source-doubted" : "source-believed",
          cluster,
          source);
      doubted = nowDoubted;
    }
    if (!next.equals(judged)) {
      judged = next;
      said.keySet().removeIf(uri -> !membership.knows(uri));
      keep();
    }
    Map<URI, Instance> changed = byHand.over(next);
    // Whoever was taken out by hand is better than nobody, should the source name no one else.
    Map<URI, Instance> wanted = changed.isEmpty() ? next : changed;
    if (!wanted.equals(applied)) {
      Map<URI, Instance> before = applied;
      applied = wanted;
      sink.setInstances(List.copyOf(wanted.values()));
      tell(before, wanted, cause);
    }
  }

  private void keep() {
    if (lastList == null || judged.isEmpty()) {
      return;
    }
    try {
      lastList.write(List.copyOf(judged.values()));
    } catch (IOException e) {
      LOG.warn("event=last-list-unwritten cluster={} error={}", cluster, e.toString());
    }
  }

  private void tell(Map<URI, Instance> before, Map<URI, Instance> after, String cause) {
    int added = 0;
    int altered = 0;
    for (Instance instance : after.values()) {
      Instance was = before.get(instance.uri());
      added += was == null ? 1 : 0;
      altered += was != null && !was.equals(instance) ? 1 : 0;
    }
    int removed = before.size() + added - after.size();
    changes.add((long) added + altered + removed);
    LOG.info(
        "event=endpoints-changed cluster={} cause=\"{}\" endpoints={} added={} removed={}"
            + " altered={}",
        cluster,
        cause,
        after.size(),
        added,
        removed,
        altered);
  }

  MembershipStatus status() {
    return new MembershipStatus(
        source,
        learned ? (System.nanoTime() - heardAt) / 1e9 : 0,
        heard || !learned,
        changes.sum(),
        failures.sum(),
        problem,
        doubted,
        countByHand);
  }
}
