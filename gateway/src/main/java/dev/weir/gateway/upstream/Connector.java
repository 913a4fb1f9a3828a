package dev.weir.gateway.upstream;

import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes connections to the nodes of one cluster, in TLS where a node asks for it. */
final class Connector {
  private final EventLoops loops;
  private final Duration timeout;
  private final @Nullable SslContext tls;

  /**
   * A connector for one cluster.
   *
   * @param tls for nodes at {@code https} addresses; null if there are none
   */
  Connector(EventLoops loops, Duration timeout, @Nullable SslContext tls) {
    this.loops = loops;
    this.timeout = timeout;
    this.tls = tls;
  }

  /** Whether nodes at {@code https} addresses can be met. */
  boolean speaksTls() {
    return tls != null;
  }

  /** Makes a connection for a pool and tells the pool how it went, on the pool's loop. */
  void connect(Endpoint endpoint, EndpointPool pool, LoopContext context) {
    open(
        endpoint,
        context,
        (channel, cause) -> {
          if (channel == null) {
            pool.connectFailed(cause == null ? "no connection" : cause);
            return;
          }
          UpstreamConnection connection = new UpstreamConnection(pool, channel);
          channel.pipeline().addLast(connection);
          pool.connected(connection);
        });
  }

  /**
   * Opens a channel, TLS included, and hands it over or says why not, on the loop. Connections are
   * not retried here.
   */
  void open(
      Endpoint endpoint,
      LoopContext context,
      BiConsumer<@Nullable Channel, @Nullable String> done) {
    InetSocketAddress address = endpoint.address();
    if (address == null) {
      done.accept(null, endpoint.name() + " has no address");
      return;
    }
    new Bootstrap()
        .group(context.loop())
        .channel(loops.socketChannel())
        .option(ChannelOption.TCP_NODELAY, true)
        // A node may answer, then stop reading: what it said is read though it cannot be written
        // to.
        .option(ChannelOption.AUTO_CLOSE, false)
        .option(ChannelOption.ALLOCATOR, EventLoops.ALLOCATOR)
        .option(ChannelOption.RECVBUF_ALLOCATOR, EventLoops.readSizes())
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, EventLoops.WATER_MARK)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
        .handler(initializer(endpoint))
        .connect(address)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                done.accept(null, reason(connected));
                return;
              }
              Channel channel = ((ChannelFuture) connected).channel();
              SslHandler handshake = channel.pipeline().get(SslHandler.class);
              if (handshake == null) {
                done.accept(channel, null);
                return;
              }
              handshake
                  .handshakeFuture()
                  .addListener(
                      secured -> {
                        if (secured.isSuccess()) {
                          done.accept(channel, null);
                        } else {
                          channel.close();
                          done.accept(null, reason(secured));
                        }
                      });
            });
  }

  private ChannelHandler initializer(Endpoint endpoint) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        loops.opened(channel);
        if (endpoint.isSecure()) {
          if (tls == null) {
            throw new IllegalStateException("no TLS for " + endpoint.name());
          }
          SslHandler handler =
              tls.newHandler(channel.alloc(), endpoint.serverName(), endpoint.uri().getPort());
          handler.setHandshakeTimeoutMillis(timeout.toMillis());
          channel.pipeline().addLast(handler);
        }
        channel.pipeline().addLast(new ConnectGuard());
      }
    };
  }

  private static String reason(Future<?> failed) {
    Throwable cause = failed.cause();
    String message = cause == null ? null : cause.getMessage();
    return message == null ? "connection failed" : message;
  }

  /** Closes a channel that fails on its way up, while there is nobody else to do it. */
  private static final class ConnectGuard extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (context.pipeline().lastContext().equals(context)) {
        context.close();
      } else {
        context.fireExceptionCaught(cause);
      }
    }
  }
}
