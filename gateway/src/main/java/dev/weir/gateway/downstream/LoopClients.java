package dev.weir.gateway.downstream;

import dev.weir.gateway.exchange.Exchange;
import dev.weir.gateway.runtime.LoopContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client connections of one event loop, and the exchanges that serve them, which are used
 * again. Used on the loop only, but for the counts.
 */
final class LoopClients implements LoopContext.Timed {
  private static final int KEPT_EXCHANGES = 1024;

  private final LoopContext context;
  private final List<ClientConnection> members = new ArrayList<>();
  private final ArrayDeque<Exchange> free = new ArrayDeque<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger exchanges = new AtomicInteger();
  private boolean draining;
  private long idleUntil;

  LoopClients(LoopContext context) {
    this.context = context;
    context.add(this);
  }

  LoopContext context() {
    return context;
  }

  void add(ClientConnection connection) {
    connection.position(members.size());
    members.add(connection);
    connections.lazySet(members.size());
  }

  void remove(ClientConnection connection) {
    int position = connection.position();
    ClientConnection last = members.removeLast();
    if (!last.equals(connection)) {
      members.set(position, last);
      last.position(position);
    }
    connections.lazySet(members.size());
  }

  Exchange obtain() {
    exchanges.lazySet(exchanges.get() + 1);
    Exchange exchange = free.pollLast();
    return exchange != null ? exchange : new Exchange(context);
  }

  void recycle(Exchange exchange) {
    exchanges.lazySet(exchanges.get() - 1);
    if (free.size() < KEPT_EXCHANGES) {
      free.addLast(exchange);
    }
  }

  /** From now on connections close after their exchange, and idle ones after a grace. */
  void drain(long idleConnectionsUntil) {
    draining = true;
    idleUntil = idleConnectionsUntil;
    members.forEach(ClientConnection::closeAfterExchange);
  }

  boolean isDraining() {
    return draining;
  }

  /** Whether connections that wait for a request are closed. */
  boolean isIdleOver(long now) {
    return draining && now - idleUntil > 0;
  }

  /** Closes every connection, exchanges or not. */
  void cutAll() {
    List.copyOf(members).forEach(ClientConnection::cut);
  }

  @Override
  public void onTick(long now) {
    for (int i = members.size() - 1; i >= 0; i--) {
      if (i < members.size()) {
        members.get(i).onTick(now);
      }
    }
  }

  /** Open connections; from any thread. */
  int connectionCount() {
    return connections.get();
  }

  /** Exchanges under way; from any thread. */
  int exchangeCount() {
    return exchanges.get();
  }
}
