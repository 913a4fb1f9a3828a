package dev.weir.discovery.registry;

import dev.weir.discovery.source.SourceLoop;
import dev.weir.flow.membership.LeasePolicy;
import dev.weir.flow.membership.Presence;
import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.OwnRegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Weir's own registry. A member registers and then beats within its lease; one that has not is
 * suspect, which gateways look into, and is forgotten at last; one that leaves is drained. Safe
 * from any thread; may block.
 */
public final class Registry implements AutoCloseable {
  private final LeasePolicy policy;
  private final Duration lease;
  private final MemberStore store;

  private Registry(RegistrySettings settings, LeasePolicy policy, MemberStore store) {
    this.policy = policy;
    this.lease = settings.lease();
    this.store = store;
  }

  /** Opens a registry; a Redis is not asked before it is needed. */
  public static Registry open(RegistrySettings settings) {
    return open(settings, System::nanoTime);
  }

  static Registry open(RegistrySettings settings, LongSupplier clock) {
    LeasePolicy policy =
        new LeasePolicy(
            settings.lease().toNanos(), settings.suspect().toNanos(), settings.drain().toNanos());
    MemberStore store =
        settings.redis() == null
            ? new MemoryStore(policy, clock)
            : new RedisStore(settings.redis(), settings);
    return new Registry(settings, policy, store);
  }

  /** Time within which a member's next heartbeat is expected. */
  public Duration lease() {
    return lease;
  }

  /**
   * Takes a member in, or what has changed of it; counts as a heartbeat.
   *
   * @return false if there are too many members, or too many services
   * @throws IOException if the store is away
   */
  public boolean register(String service, Instance instance) throws IOException {
    return store.put(service, instance.withPhase(Phase.UP));
  }

  /**
   * A heartbeat.
   *
   * @return false if the member has to register again: it is not known, or has left
   * @throws IOException if the store is away
   */
  public boolean beat(String service, URI member) throws IOException {
    return store.beat(service, member);
  }

  /**
   * A member leaves: it is drained, then forgotten.
   *
   * @return false if it is not known
   * @throws IOException if the store is away
   */
  public boolean leave(String service, URI member) throws IOException {
    return store.leave(service, member);
  }

  /**
   * A service's members, by their address.
   *
   * @throws IOException if the store is away
   */
  public List<Instance> list(String service) throws IOException {
    List<Instance> instances = new ArrayList<>();
    for (MemberStore.Remembered member : store.list(service)) {
      Presence presence = policy.presence(member.ageNanos(), member.leaving());
      if (presence != null) {
        instances.add(member.instance().withPhase(phase(presence)));
      }
    }
    instances.sort(Comparator.comparing(Instance::uri));
    return instances;
  }

  private static Phase phase(Presence presence) {
    return switch (presence) {
      case UP -> Phase.UP;
      case SUSPECT -> Phase.SUSPECT;
      case DRAINING -> Phase.DRAINING;
    };
  }

  /**
   * The services that have, or lately had, a member.
   *
   * @throws IOException if the store is away
   */
  public List<String> services() throws IOException {
    return store.services();
  }

  /** Tells a cluster of its members if the settings name this registry; null otherwise. */
  public @Nullable Discovery discover(
      String cluster, DiscoverySettings discovery, Discovery.Listener listener) {
    OwnRegistrySettings settings = discovery.registry();
    if (settings == null) {
      return null;
    }
    return SourceLoop.start(
        "weir-registry-" + cluster,
        told -> {
          told.listed(list(settings.service()));
          TimeUnit.NANOSECONDS.sleep(settings.interval().toNanos());
        },
        () -> {},
        listener);
  }

  @Override
  public void close() {
    store.close();
  }
}
