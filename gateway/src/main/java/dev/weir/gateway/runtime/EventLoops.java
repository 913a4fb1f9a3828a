package dev.weir.gateway.runtime;

import dev.weir.gateway.settings.Transport;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The event loops of a gateway, on the transport that was chosen at start. */
public final class EventLoops implements AutoCloseable {
  /** Where every buffer of the river comes from. */
  public static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  /** What may wait to be written on a connection before its source is held back. */
  public static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(32 * 1024, 128 * 1024);

  private static final int MAX_READ = 128 * 1024;

  private final Transport transport;
  private final EventLoopGroup group;
  private final List<LoopContext> contexts;

  /**
   * Closes at once what is added after it was closed: a loop that ends may still open a channel.
   */
  private final ChannelGroup opened = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

  private final ScheduledExecutorService control =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("weir-control", true));

  private EventLoops(Transport transport, EventLoopGroup group) {
    this.transport = transport;
    this.group = group;
    List<LoopContext> made = new ArrayList<>();
    for (EventExecutor executor : group) {
      made.add(new LoopContext((EventLoop) executor, made.size()));
    }
    this.contexts = List.copyOf(made);
  }

  /**
   * Starts event loops.
   *
   * @param wanted the transport; one that does not work here gives way to the next
   * @param count how many; 0 takes one for each core
   */
  public static EventLoops start(Transport wanted, int count) {
    Transport transport = choose(wanted);
    int loops = count > 0 ? count : Runtime.getRuntime().availableProcessors();
    EventLoops started =
        new EventLoops(
            transport,
            new MultiThreadIoEventLoopGroup(
                loops, new DefaultThreadFactory("weir-loop"), handlers(transport)));
    for (LoopContext context : started.contexts) {
      context
          .loop()
          .scheduleAtFixedRate(
              context::tick,
              LoopContext.TICK_MILLIS,
              LoopContext.TICK_MILLIS,
              TimeUnit.MILLISECONDS);
    }
    return started;
  }

  private static Transport choose(Transport wanted) {
    return switch (wanted) {
      case AUTO, EPOLL -> Epoll.isAvailable() ? Transport.EPOLL : Transport.NIO;
      case IO_URING -> IoUring.isAvailable() ? Transport.IO_URING : choose(Transport.EPOLL);
      case NIO -> Transport.NIO;
    };
  }

  private static IoHandlerFactory handlers(Transport transport) {
    return switch (transport) {
      case IO_URING -> IoUringIoHandler.newFactory();
      case EPOLL -> HalfClosedEpoll.newFactory();
      case AUTO, NIO -> NioIoHandler.newFactory();
    };
  }

  public Class<? extends SocketChannel> socketChannel() {
    return switch (transport) {
      case IO_URING -> IoUringSocketChannel.class;
      case EPOLL -> EpollSocketChannel.class;
      case AUTO, NIO -> NioSocketChannel.class;
    };
  }

  public Class<? extends ServerChannel> serverChannel() {
    return switch (transport) {
      case IO_URING -> IoUringServerSocketChannel.class;
      case EPOLL -> EpollServerSocketChannel.class;
      case AUTO, NIO -> NioServerSocketChannel.class;
    };
  }

  /** How large the buffers are that a connection reads into: as large as its reads have been. */
  public static RecvByteBufAllocator readSizes() {
    return new AdaptiveRecvByteBufAllocator(512, 4096, MAX_READ);
  }

  public EventLoopGroup group() {
    return group;
  }

  public List<LoopContext> contexts() {
    return contexts;
  }

  /** One thread for what may block and is not of the river: name look-ups, files, sniffing. */
  public ScheduledExecutorService control() {
    return control;
  }

  /** Sees to it that a channel that was opened from here is closed before the loops end. */
  public void opened(Channel channel) {
    opened.add(channel);
  }

  /** The context of a channel's loop. */
  public LoopContext contextOf(EventLoop loop) {
    for (LoopContext context : contexts) {
      if (context.loop().equals(loop)) {
        return context;
      }
    }
    throw new IllegalArgumentException("not a loop of this gateway: " + loop);
  }

  /** The transport's name: {@code io_uring}, {@code epoll} or {@code nio}. */
  public String transport() {
    return transport.name().toLowerCase(Locale.ROOT);
  }

  /** Stops the loops; waits for them, but not for ever. */
  @Override
  public void close() {
    control.shutdownNow();
    opened.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
