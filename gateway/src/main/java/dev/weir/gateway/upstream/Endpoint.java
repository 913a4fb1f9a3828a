package dev.weir.gateway.upstream;

import dev.weir.flow.balance.Candidates;
import dev.weir.flow.balance.EndpointRecord;
import dev.weir.flow.balance.Fault;
import dev.weir.flow.health.LatencyOutlier;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.http.HeadHash;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.WeightSettings;
import dev.weir.gateway.status.BalanceStatus;
import dev.weir.gateway.status.EndpointStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One node of a cluster, as all event loops see it. Safe from any thread. */
public final class Endpoint {
  private final URI uri;
  private final String name;
  private final EndpointHealth health;
  private final EndpointRecord record;
  private final long identity;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final LongAdder requests = new LongAdder();
  private final LongAdder answers = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile Instance instance;
  private volatile List<EndpointPool> pools = List.of();
  private volatile @Nullable InetSocketAddress address;
  private volatile boolean retired;
  private volatile long slowAfter = LatencyOutlier.NOTHING;
  private volatile @Nullable String nodeId;

  Endpoint(Instance instance, ClusterHealth cluster, BalanceSettings balance) {
    this.uri = instance.uri();
    this.name = instance.name();
    this.instance = instance;
    this.health = new EndpointHealth(name, cluster, System.nanoTime());
    this.record = new EndpointRecord(tuning(balance), System.nanoTime());
    this.record.base(base(instance));
    this.identity = HeadHash.of(name);
  }

  private static EndpointRecord.Tuning tuning(BalanceSettings balance) {
    WeightSettings weights = balance.weights();
    return new EndpointRecord.Tuning(
        weights.adaptive(),
        weights.floor() / 100.0,
        weights.ceiling() / 100.0,
        weights.halfLife().toNanos(),
        balance.slowStart().toNanos());
  }

  private static double base(Instance instance) {
    return (double) instance.weight() / Instance.USUAL_WEIGHT;
  }

  /** {@code host:port}, as in metrics. */
  public String name() {
    return name;
  }

  URI uri() {
    return uri;
  }

  boolean isSecure() {
    return instance.isSecure();
  }

  /** Takes what its source says of it by now. */
  void describe(Instance said) {
    instance = said;
    record.base(base(said));
  }

  /** The name that its certificate must bear. */
  String serverName() {
    String said = instance.serverName();
    return said != null ? said : uri.getHost();
  }

  /** Its share of the requests beside the others', by its source; see {@link Instance#weight}. */
  public int weight() {
    return instance.weight();
  }

  /** Where it stands; null if that is unknown. */
  public @Nullable String zone() {
    return instance.zone();
  }

  /** What it does in its cluster, as the engine calls it; empty if that is unknown. */
  public Set<String> roles() {
    return instance.roles();
  }

  /** Whether it is about to leave: nothing new goes to it unless there is no other. */
  public boolean isDraining() {
    return instance.phase() == Instance.Phase.DRAINING;
  }

  /**
   * Looks its name up; blocks on DNS, so never on an event loop. The last address stays if it
   * fails.
   */
  void resolve() {
    try {
      String host = uri.getHost();
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      address = new InetSocketAddress(InetAddress.getByName(bare), uri.getPort());
    } catch (UnknownHostException e) {
      if (address == null) {
        health.cause("its name has no address");
      }
    }
  }

  @Nullable InetSocketAddress address() {
    return address;
  }

  void pools(List<EndpointPool> perLoop) {
    pools = List.copyOf(perLoop);
  }

  /** The connections of one event loop. */
  public EndpointPool pool(int loop) {
    return pools.get(loop);
  }

  /** A request goes to it. */
  public void begin() {
    active.incrementAndGet();
    requests.increment();
  }

  /** A request is over that it answered. */
  public void succeeded() {
    active.decrementAndGet();
    answers.increment();
    health.succeeded();
    if (record.canGain()) {
      record.succeeded(System.nanoTime());
    }
  }

  /** A request is over, through no merit or fault of its own. */
  public void abandoned() {
    active.decrementAndGet();
  }

  /**
   * A request is over that it failed.
   *
   * @param now of {@link System#nanoTime}
   */
  public void failed(Fault fault, String why, long now) {
    record.failed(fault, now);
    active.decrementAndGet();
    failures.increment();
    health.failed(why, now);
  }

  /** Whether it should be sent requests, and why not. */
  EndpointHealth health() {
    return health;
  }

  /** By what id its cluster knows it; null while that is not known. */
  @Nullable String nodeId() {
    return nodeId;
  }

  void nodeId(@Nullable String id) {
    nodeId = id;
  }

  /** Whether it answers its checks, and has an address. */
  public boolean isUp() {
    return health.isUp() && hasAddress();
  }

  boolean hasAddress() {
    return address != null;
  }

  /** Whether it is out for a time because it was worse than the others. */
  public boolean isEjected(long now) {
    return health.isEjected(now);
  }

  /**
   * Whether it owes answers and has given no byte for a while, on no connection, not to a check
   * either: what waits for it had better go elsewhere, where that is safe. One volatile read.
   */
  public boolean isSuspect() {
    return health.isSuspect();
  }

  /** Whether a request can be sent to it with good hope. */
  public boolean isWell(long now) {
    return hasAddress() && !isDraining() && health.isWell(now);
  }

  /** When a byte of an answer last came from it, on any connection. */
  long heard() {
    List<EndpointPool> perLoop = pools;
    long latest = perLoop.getFirst().owed().heard();
    for (int i = 1; i < perLoop.size(); i++) {
      long heard = perLoop.get(i).owed().heard();
      latest = heard - latest > 0 ? heard : latest;
    }
    return latest;
  }

  /** Whether it has been sent a request whole that it has not answered whole. */
  boolean owes() {
    List<EndpointPool> perLoop = pools;
    for (int i = 0; i < perLoop.size(); i++) {
      if (perLoop.get(i).owed().count() > 0) {
        return true;
      }
    }
    return false;
  }

  List<EndpointPool> pools() {
    return pools;
  }

  /** The time after which its answers count as slow, in nanoseconds. */
  long slowAfter() {
    return slowAfter;
  }

  void slowAfter(long nanos) {
    slowAfter = nanos;
  }

  /** Requests that it answered since the start. */
  long answers() {
    return answers.sum();
  }

  /** Requests that it failed since the start. */
  long failures() {
    return failures.sum();
  }

  int active() {
    return active.get();
  }

  /** What balancing goes by. */
  public EndpointRecord record() {
    return record;
  }

  /** A hash of its name, the same in every gateway. */
  long identity() {
    return identity;
  }

  /** Open connections on all loops, in use or idle. */
  int connections() {
    return connections.get();
  }

  void connectionOpened() {
    connections.incrementAndGet();
  }

  void connectionClosed() {
    connections.decrementAndGet();
  }

  /** It is no longer part of its cluster: what is idle is closed, what is in use ends first. */
  void retire() {
    retired = true;
  }

  boolean isRetired() {
    return retired;
  }

  EndpointStatus status(long now) {
    EndpointStatus.State state =
        isDraining()
            ? EndpointStatus.State.DRAINING
            : hasAddress() ? health.state(now) : EndpointStatus.State.DOWN;
    return new EndpointStatus(
        name,
        state,
        health.cause(),
        weight(),
        zone(),
        roles(),
        active.get(),
        connections.get(),
        pools.stream().mapToInt(EndpointPool::waitingCount).sum(),
        requests.sum(),
        failures.sum(),
        health.status(now),
        new BalanceStatus(
            record.weight(now) / (double) Candidates.USUAL_WEIGHT,
            record.results(now),
            record.slowStart(now),
            record.latencyNanos(now) / 1e9,
            record.load(now)));
  }
}
