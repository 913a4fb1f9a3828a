package dev.weir.discovery.registry;

import dev.weir.gateway.discovery.Instance;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Remembers who has registered. Safe from any thread; may block; never for ever. */
interface MemberStore extends AutoCloseable {
  /** Members that a service may have. */
  int MOST_MEMBERS = 10_000;

  /** Services that there may be. */
  int MOST_SERVICES = 1_000;

  /**
   * What is remembered of a member.
   *
   * @param ageNanos since it was last heard of: a heartbeat, or its leave
   * @param leaving whether it has left
   */
  record Remembered(Instance instance, long ageNanos, boolean leaving) {}

  /**
   * Takes a member in, or what has changed of it; it counts as a heartbeat.
   *
   * @return false if there are too many
   * @throws IOException if the store is away
   */
  boolean put(String service, Instance instance) throws IOException;

  /**
   * A heartbeat.
   *
   * @return false if the member is not known, or has left
   * @throws IOException if the store is away
   */
  boolean beat(String service, URI member) throws IOException;

  /**
   * A member leaves.
   *
   * @return false if it is not known
   * @throws IOException if the store is away
   */
  boolean leave(String service, URI member) throws IOException;

  /**
   * A service's members, in any order.
   *
   * @throws IOException if the store is away, or holds what cannot be read
   */
  List<Remembered> list(String service) throws IOException;

  /**
   * Services that have, or lately had, a member.
   *
   * @throws IOException if the store is away
   */
  List<String> services() throws IOException;

  @Override
  void close();
}
