package dev.weir.gateway.downstream;

import dev.weir.gateway.exchange.Routing;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.settings.ListenerSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An address where clients connect. Settings and certificate can change while it listens. */
final class Listener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Clients clients;
  private final EventLoops loops;
  private final Supplier<Routing> routing;
  private final LongAdder rejected;
  private volatile ListenerSettings settings;
  private volatile @Nullable ServerTls tls;
  private @Nullable Channel channel;

  Listener(
      Clients clients,
      EventLoops loops,
      ListenerSettings settings,
      @Nullable ServerTls tls,
      Supplier<Routing> routing,
      LongAdder rejected) {
    this.clients = clients;
    this.loops = loops;
    this.settings = settings;
    this.tls = tls;
    this.routing = routing;
    this.rejected = rejected;
  }

  /**
   * Binds the address. Blocks.
   *
   * @throws IOException if it cannot be bound; the message says why
   */
  void bind() throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.ALLOCATOR, EventLoops.ALLOCATOR)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, EventLoops.readSizes())
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, EventLoops.WATER_MARK)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel child) {
                    accept(child);
                  }
                })
            .bind(settings.address().resolve())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + settings.address() + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    channel = bound.channel();
  }

  private void accept(Channel child) {
    if (clients.connectionCount() >= settings.maxConnections()) {
      rejected.increment();
      child.config().setOption(ChannelOption.SO_LINGER, 0);
      child.close();
      return;
    }
    ServerTls secured = tls;
    if (secured != null) {
      SslContext context = secured.context();
      child.pipeline().addLast(context.newHandler(child.alloc()));
    }
    child
        .pipeline()
        .addLast(new ClientConnection(child, clients.of(child.eventLoop()), settings, routing));
  }

  ListenerSettings settings() {
    return settings;
  }

  /** New connections are asked this from now on. */
  void update(ListenerSettings newSettings, @Nullable ServerTls newTls) {
    settings = newSettings;
    ServerTls before = tls;
    tls = newTls;
    if (before != null) {
      before.close();
    }
  }

  InetSocketAddress address() {
    if (channel == null) {
      throw new IllegalStateException("not bound");
    }
    return (InetSocketAddress) channel.localAddress();
  }

  /** Accepts no more; open connections stay. */
  @Override
  public void close() {
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
    ServerTls secured = tls;
    if (secured != null) {
      secured.close();
    }
  }
}
