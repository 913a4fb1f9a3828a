package dev.weir.gateway.downstream;

import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import io.netty.channel.EventLoop;
import java.util.List;

/** All client connections of a gateway, loop by loop. Safe from any thread. */
final class Clients {
  private final EventLoops loops;
  private final List<LoopClients> perLoop;

  Clients(EventLoops loops) {
    this.loops = loops;
    this.perLoop = loops.contexts().stream().map(LoopClients::new).toList();
  }

  LoopClients of(EventLoop loop) {
    LoopContext context = loops.contextOf(loop);
    return perLoop.get(context.index());
  }

  int connectionCount() {
    int count = 0;
    for (LoopClients clients : perLoop) {
      count += clients.connectionCount();
    }
    return count;
  }

  int exchangeCount() {
    int count = 0;
    for (LoopClients clients : perLoop) {
      count += clients.exchangeCount();
    }
    return count;
  }

  void drain(long idleConnectionsUntil) {
    perLoop.forEach(
        clients -> clients.context().loop().execute(() -> clients.drain(idleConnectionsUntil)));
  }

  void cutAll() {
    perLoop.forEach(clients -> clients.context().loop().execute(clients::cutAll));
  }
}
