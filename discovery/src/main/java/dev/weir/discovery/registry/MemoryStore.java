package dev.weir.discovery.registry;

import dev.weir.flow.membership.LeasePolicy;
import dev.weir.gateway.discovery.Instance;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Remembers in this process. */
final class MemoryStore implements MemberStore {
  private record Member(Instance instance, long heardAt, boolean leaving) {}

  private final Map<String, Map<URI, Member>> services = new TreeMap<>();
  private final LeasePolicy policy;
  private final LongSupplier clock;

  /**
   * An empty one.
   *
   * @param policy who is not to be named by it any more, is forgotten
   * @param clock as {@link System#nanoTime}
   */
  MemoryStore(LeasePolicy policy, LongSupplier clock) {
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public synchronized boolean put(String service, Instance instance) {
    forget();
    Map<URI, Member> members = services.get(service);
    if (members == null) {
      if (services.size() >= MOST_SERVICES) {
        return false;
      }
      members = new HashMap<>();
      services.put(service, members);
    }
    if (!members.containsKey(instance.uri()) && members.size() >= MOST_MEMBERS) {
      return false;
    }
    members.put(instance.uri(), new Member(instance, clock.getAsLong(), false));
    return true;
  }

  @Override
  public synchronized boolean beat(String service, URI uri) {
    return hear(service, uri, false);
  }

  @Override
  public synchronized boolean leave(String service, URI uri) {
    return hear(service, uri, true);
  }

  private boolean hear(String service, URI uri, boolean leaving) {
    forget();
    Map<URI, Member> members = services.getOrDefault(service, Map.of());
    Member member = members.get(uri);
    if (member == null || member.leaving) {
      return false;
    }
    members.put(uri, new Member(member.instance, clock.getAsLong(), leaving));
    return true;
  }

  @Override
  public synchronized List<Remembered> list(String service) {
    forget();
    long now = clock.getAsLong();
    List<Remembered> list = new ArrayList<>();
    for (Member member : services.getOrDefault(service, Map.of()).values()) {
      list.add(new Remembered(member.instance, now - member.heardAt, member.leaving));
    }
    return list;
  }

  @Override
  public synchronized List<String> services() {
    forget();
    return List.copyOf(services.keySet());
  }

  private void forget() {
    long now = clock.getAsLong();
    services
        .values()
        .forEach(
            members ->
                members
                    .values()
                    .removeIf(
                        member -> policy.presence(now - member.heardAt, member.leaving) == null));
    services.values().removeIf(Map::isEmpty);
  }

  @Override
  public void close() {
    // Nothing is held outside of the heap.
  }
}
