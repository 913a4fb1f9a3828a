package dev.weir.gateway.upstream;

import dev.weir.flow.health.FailureStreak;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.HealthSettings;
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
  private final FailureStreak streak;
  private final AtomicInteger active = new AtomicInteger();
  private final LongAdder requests = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile Instance instance;
  private volatile List<EndpointPool> pools = List.of();
  private volatile @Nullable InetSocketAddress address;
  private volatile boolean up = true;
  private volatile boolean retired;
  private volatile @Nullable String cause;

  Endpoint(Instance instance, HealthSettings health) {
    this.uri = instance.uri();
    this.name = instance.name();
    this.instance = instance;
    this.streak = new FailureStreak(health.ejectAfter(), health.ejectionTime().toNanos());
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
        cause = "its name has no address";
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
    streak.success();
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
  public void failed(String why, long now) {
    active.decrementAndGet();
    failures.increment();
    if (streak.failure(now)) {
      cause = "ejected: failed too many requests in a row, the last by: " + why;
    }
  }

  /** An active check has changed its state. */
  void setUp(boolean isUp, String why) {
    cause = why;
    up = isUp;
    if (isUp) {
      streak.success();
    }
  }

  /** Whether it answers its checks, and has an address. */
  public boolean isUp() {
    return up && hasAddress();
  }

  boolean hasAddress() {
    return address != null;
  }

  boolean isEjected(long now) {
    return streak.isEjected(now);
  }

  int active() {
    return active.get();
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
            : !isUp()
                ? EndpointStatus.State.DOWN
                : isEjected(now) ? EndpointStatus.State.EJECTED : EndpointStatus.State.UP;
    return new EndpointStatus(
        name,
        state,
        cause,
        weight(),
        zone(),
        roles(),
        active.get(),
        pools.stream().mapToInt(EndpointPool::openCount).sum(),
        pools.stream().mapToInt(EndpointPool::waitingCount).sum(),
        requests.sum(),
        failures.sum());
  }
}
