package dev.weir.gateway.downstream;

import dev.weir.gateway.exchange.Client;
import dev.weir.gateway.exchange.Exchange;
import dev.weir.gateway.exchange.Routing;
import dev.weir.gateway.settings.ListenerSettings;
import dev.weir.gateway.tenant.Caller;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: leads one request after another through an exchange, in order, and holds
 * back what comes early. Used by one event loop.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements Client {
  private enum Phase {
    /** Waits for a request. */
    IDLE,
    /** The head of a request is incomplete. */
    HEAD,
    /** A request is under way; it may still be sending its body. */
    EXCHANGE,
    /** All is said; the client may still be sending, and is given time to read. */
    LINGERING,
    /** All is said; closes once it is written. */
    CLOSING,
    CLOSED
  }

  /** How much of further requests is read while one is under way. */
  private static final int MAX_EARLY = 64 * 1024;

  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Channel channel;
  private final LoopClients clients;
  private final ListenerSettings settings;
  private final Supplier<Routing> routing;
  private final InetSocketAddress address;
  private final Caller caller;
  private Phase phase = Phase.IDLE;
  private @Nullable Exchange exchange;

  /** What has come of the next requests. */
  private @Nullable ByteBuf early;

  private boolean processing;
  private boolean reading = true;
  private boolean inputClosed;
  private long since;
  private int position;

  ClientConnection(
      Channel channel, LoopClients clients, ListenerSettings settings, Supplier<Routing> routing) {
    this.channel = channel;
    this.clients = clients;
    this.settings = settings;
    this.routing = routing;
    this.address = (InetSocketAddress) channel.remoteAddress();
    this.caller = new Caller(address, () -> ServerTls.shownBy(channel));
    this.since = clients.context().now();
  }

  int position() {
    return position;
  }

  void position(int inList) {
    position = inList;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    clients.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    switch (phase) {
      case IDLE, HEAD -> process(bytes);
      case EXCHANGE -> {
        Exchange current = exchange;
        if (current != null && !current.isRequestComplete()) {
          keepEarly(current.onBodyBytes(bytes));
        } else {
          keepEarly(bytes);
        }
        updateReading();
      }
      case LINGERING, CLOSING, CLOSED -> bytes.release();
    }
  }

  private void process(ByteBuf bytes) {
    processing = true;
    ByteBuf next = bytes;
    while (next != null) {
      Exchange current = exchange != null ? exchange : beginExchange();
      boolean complete = current.onHeadBytes(next);
      next = null;
      if (complete && phase == Phase.HEAD) {
        phase = Phase.EXCHANGE;
        early = current.takeLeftover();
        current.start();
        if (phase == Phase.IDLE) {
          next = early;
          early = null;
        }
      }
    }
    processing = false;
    if (inputClosed) {
      onInputClosed();
    }
    updateReading();
  }

  private Exchange beginExchange() {
    Exchange begun = clients.obtain();
    exchange = begun;
    phase = Phase.HEAD;
    begun.begin(this, settings, routing.get());
    if (clients.isDraining()) {
      begun.closeAfter();
    }
    return begun;
  }

  private void keepEarly(@Nullable ByteBuf bytes) {
    if (bytes == null) {
      return;
    }
    if (early == null) {
      early = bytes;
    } else {
      ByteBuf merged = channel.alloc().buffer(early.readableBytes() + bytes.readableBytes());
      merged.writeBytes(early).writeBytes(bytes);
      early.release();
      bytes.release();
      early = merged;
    }
    if (phase == Phase.IDLE && !processing) {
      processEarly();
    }
  }

  private void processEarly() {
    ByteBuf next = early;
    if (next != null) {
      early = null;
      process(next);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.onReadPause();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.onClientWritable(channel.isWritable());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      inputClosed = true;
      onInputClosed();
    }
  }

  private void onInputClosed() {
    switch (phase) {
      case IDLE, LINGERING -> close();
      case HEAD, EXCHANGE -> {
        Exchange current = exchange;
        if (current == null) {
          return;
        }
        if (!current.isRequestComplete() || settings.halfClose().isZero()) {
          current.onClientGone();
        } else {
          current.endBy(System.nanoTime() + settings.halfClose().toNanos());
        }
      }
      case CLOSING, CLOSED -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    phase = Phase.CLOSED;
    clients.remove(this);
    if (exchange != null) {
      exchange.onClientGone();
    }
    releaseEarly();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset, or TLS that is none: there is nobody to answer.
    context.close();
  }

  void onTick(long now) {
    switch (phase) {
      case IDLE -> {
        if (now - since > settings.idleTimeout().toNanos() || clients.isIdleOver(now)) {
          phase = Phase.CLOSED;
          channel.close();
        }
      }
      case HEAD, EXCHANGE -> {
        if (exchange != null) {
          exchange.onTick(now);
        }
      }
      case LINGERING -> {
        if (now - since > LINGER_NANOS) {
          phase = Phase.CLOSED;
          channel.close();
        }
      }
      case CLOSING -> {
        if (now - since > settings.bodyTimeout().toNanos()) {
          cut();
        }
      }
      case CLOSED -> {}
    }
  }

  void closeAfterExchange() {
    if (exchange != null) {
      exchange.closeAfter();
    }
  }

  void cut() {
    phase = Phase.CLOSED;
    channel.close();
  }

  @Override
  public ByteBufAllocator allocator() {
    return channel.alloc();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public long backlog() {
    return channel.bytesBeforeWritable();
  }

  @Override
  public void write(ByteBuf bytes) {
    channel.write(bytes, channel.voidPromise());
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void updateReading() {
    boolean wanted =
        switch (phase) {
          case IDLE, HEAD, LINGERING -> true;
          case EXCHANGE -> {
            Exchange current = exchange;
            yield current == null
                || (current.isRequestComplete()
                    ? early == null || early.readableBytes() < MAX_EARLY
                    : current.wantsBody());
          }
          case CLOSING, CLOSED -> false;
        };
    if (wanted != reading) {
      reading = wanted;
      channel.config().setAutoRead(wanted);
    }
  }

  @Override
  public void exchangeOver(After after) {
    channel.flush();
    Exchange over = exchange;
    exchange = null;
    if (over != null) {
      clients.recycle(over);
    }
    if (phase == Phase.CLOSED) {
      return;
    }
    since = clients.context().now();
    switch (after) {
      case KEEP -> {
        phase = Phase.IDLE;
        if (inputClosed && early == null) {
          close();
        } else if (!processing) {
          processEarly();
        }
      }
      case CLOSE -> close();
      case LINGER -> linger();
      case CUT -> {
        phase = Phase.CLOSED;
        // A reset, so that a body that ends with its connection does not look whole.
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
      }
    }
    updateReading();
  }

  /** Closes when everything is written, but does not wait for ever. */
  private void close() {
    phase = Phase.CLOSING;
    since = clients.context().now();
    releaseEarly();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private void linger() {
    phase = Phase.LINGERING;
    releaseEarly();
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (channel.pipeline().get(SslHandler.class) == null) {
                ((SocketChannel) channel).shutdownOutput();
              }
            });
  }

  private void releaseEarly() {
    if (early != null) {
      early.release();
      early = null;
    }
  }
}
