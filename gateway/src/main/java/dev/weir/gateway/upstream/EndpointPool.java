package dev.weir.gateway.upstream;

import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.PoolSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's connections to one endpoint: bounded, kept alive, the latest used first, so that
 * what is not needed grows old and is closed. A lane may have a pool of its own within it, so that
 * neither can use up the other's connections. Used on its loop only, but for the count.
 */
public final class EndpointPool {
  private final Endpoint endpoint;
  private final LoopContext context;
  private final Connector connector;
  private final PoolSettings settings;
  private final int loops;
  private final int maxConnections;
  private final int maxWaiting;

  /** Whose connections these are; empty for all that have none of their own. */
  private final String lane;

  /** What is within it. */
  private final ArrayList<EndpointPool> ofLanes = new ArrayList<>(0);

  /** What it is within; itself if it is the cluster's. */
  private final EndpointPool whole;

  private final long idleNanos;
  private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
  private final ArrayDeque<ConnectionWaiter> waiting = new ArrayDeque<>();
  private final AnswersOwed owed;
  private int connecting;
  private int open;
  // Of all within it, too. Written by the loop, read by anyone who asks for the status.
  private volatile int waitingCount;

  EndpointPool(
      Endpoint endpoint,
      LoopContext context,
      Connector connector,
      PoolSettings settings,
      int loops) {
    this.endpoint = endpoint;
    this.context = context;
    this.connector = connector;
    this.settings = settings;
    this.loops = loops;
    this.maxConnections = share(settings.maxConnections(), loops, context.index());
    this.maxWaiting = share(settings.maxWaiting(), loops, context.index());
    this.idleNanos = settings.idleTimeout().toNanos();
    this.lane = "";
    this.whole = this;
    this.owed = new AnswersOwed(System.nanoTime());
  }

  /** A lane's own. */
  private EndpointPool(EndpointPool whole, ClusterShare share) {
    this.endpoint = whole.endpoint;
    this.context = whole.context;
    this.connector = whole.connector;
    this.settings = whole.settings;
    this.loops = whole.loops;
    this.maxConnections = share(share.connections(), loops, context.index());
    this.maxWaiting = whole.maxWaiting;
    this.idleNanos = whole.idleNanos;
    this.lane = share.name();
    this.whole = whole;
    this.owed = whole.owed;
  }

  /** The connections that requests with such a share use. */
  public EndpointPool of(@Nullable ClusterShare share) {
    if (share == null || share.connections() == 0) {
      return this;
    }
    int most = share(share.connections(), loops, context.index());
    for (int i = 0; i < ofLanes.size(); i++) {
      EndpointPool each = ofLanes.get(i);
      if (each.maxConnections == most && each.lane.equals(share.name())) {
        return each;
      }
    }
    EndpointPool fresh = new EndpointPool(this, share);
    ofLanes.add(fresh);
    return fresh;
  }

  /** This loop's part of a bound, at least 1 of what is not 0. */
  private static int share(int bound, int loops, int index) {
    int part = bound / loops + (index < bound % loops ? 1 : 0);
    return bound == 0 ? 0 : Math.max(1, part);
  }

  /**
   * Asks for a connection; the waiter may be called at once.
   *
   * @param fresh whether a new connection is preferred over one that is idle
   */
  public void acquire(ConnectionWaiter waiter, boolean fresh) {
    boolean canOpen = open + connecting < maxConnections;
    if (!fresh || !canOpen) {
      UpstreamConnection connection = pollIdle();
      if (connection != null) {
        waiter.onConnection(connection);
        return;
      }
    }
    if (!canOpen && waiting.size() - connecting >= maxWaiting) {
      waiter.onPoolExhausted();
      return;
    }
    waiting.addLast(waiter);
    waits(1);
    if (canOpen) {
      connect();
    }
  }

  /** The waiter does not want a connection any more. */
  public void cancel(ConnectionWaiter waiter) {
    if (waiting.remove(waiter)) {
      waits(-1);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // By one thread.
  private void waits(int more) {
    whole.waitingCount += more;
  }

  private @Nullable UpstreamConnection pollIdle() {
    UpstreamConnection connection;
    while ((connection = idle.pollLast()) != null) {
      if (connection.isOpen()) {
        return connection;
      }
    }
    return null;
  }

  private void connect() {
    connecting++;
    connector.connect(endpoint, this, context);
  }

  /** The connector has made a connection. */
  void connected(UpstreamConnection connection) {
    connecting--;
    open++;
    endpoint.connectionOpened();
    hand(connection);
  }

  /** The connector could not make a connection. */
  void connectFailed(String cause) {
    connecting--;
    ConnectionWaiter waiter = next();
    if (waiter != null) {
      waiter.onConnectFailed(cause);
    }
  }

  void release(UpstreamConnection connection) {
    if (connection.isOpen()) {
      hand(connection);
    }
  }

  private void hand(UpstreamConnection connection) {
    ConnectionWaiter waiter = next();
    if (waiter != null) {
      waiter.onConnection(connection);
    } else if (endpoint.isRetired() || endpoint.health().isDraining()) {
      connection.discard();
    } else {
      connection.idleSince(context.now());
      idle.addLast(connection);
    }
  }

  private @Nullable ConnectionWaiter next() {
    ConnectionWaiter waiter = waiting.pollFirst();
    if (waiter != null) {
      waits(-1);
    }
    return waiter;
  }

  void closed(UpstreamConnection connection) {
    open--;
    endpoint.connectionClosed();
    idle.remove(connection);
    if (waiting.size() > connecting && open + connecting < maxConnections) {
      connect();
    }
  }

  /** What the endpoint owes this loop. */
  AnswersOwed owed() {
    return owed;
  }

  /** A byte has come from the endpoint. */
  void heard() {
    owed.heard(context.now());
  }

  /** The first byte of an answer has come after so long. */
  void answered(long afterNanos, long now) {
    owed.answered(afterNanos);
    endpoint.record().answered(afterNanos, now);
  }

  /**
   * Nobody waits any more for an answer that has not begun. If it could have been expected by then,
   * the endpoint was slow: or the answers that a hedge or an impatient client did not wait for
   * would never count.
   */
  void gaveUp(long afterNanos, long now) {
    endpoint.record().waited(afterNanos, now);
    if (afterNanos > endpoint.slowAfter() / 3) {
      owed.gaveUp();
    }
  }

  /** Closes what has been idle too long, or all of it once the endpoint is retired. */
  void expire(long now) {
    UpstreamConnection oldest;
    while ((oldest = idle.peekFirst()) != null
        && (endpoint.isRetired()
            || endpoint.health().isDraining()
            || now - oldest.idleSince() > idleNanos)) {
      idle.pollFirst();
      oldest.discard();
    }
    for (int i = 0; i < ofLanes.size(); i++) {
      ofLanes.get(i).expire(now);
    }
    // A lane that is there no longer leaves nothing behind, and another's is made anew.
    ofLanes.removeIf(EndpointPool::isUnused);
  }

  private boolean isUnused() {
    return open + connecting + waiting.size() == 0;
  }

  /** Requests that wait for a connection; from any thread. */
  int waitingCount() {
    return waitingCount;
  }
}
