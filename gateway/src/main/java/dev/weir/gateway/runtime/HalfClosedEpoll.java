package dev.weir.gateway.runtime;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Netty's epoll, kept from losing sockets that wait for nothing. When the peer has closed its
 * sending side and there is nothing to write, Netty 4.2.18 takes the socket out of epoll and then
 * believes it to be in there still: the next write that has to wait fails with ENOENT, and the rest
 * of an answer is lost. Here such a socket stays, and waits for an edge that does not come.
 */
final class HalfClosedEpoll implements IoHandler {
  private final IoHandler epoll;

  private HalfClosedEpoll(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory factory = EpollIoHandler.newFactory();
    return new IoHandlerFactory() {
      @Override
      public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new HalfClosedEpoll(factory.newHandler(executor));
      }

      @Override
      public boolean isChangingThreadSupported() {
        return factory.isChangingThreadSupported();
      }
    };
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Registration(epoll.register(handle));
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return epoll.isCompatible(handleType);
  }

  /** Used on the loop only. */
  private static final class Registration implements IoRegistration {
    private final IoRegistration in;
    private boolean waits;

    private Registration(IoRegistration in) {
      this.in = in;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // As Netty has it.
    public <T> T attachment() {
      return in.attachment();
    }

    @Override
    public long submit(IoOps ops) {
      boolean nothing = ops instanceof EpollIoOps wanted && wanted.value() == 0;
      if (nothing && waits) {
        return in.submit(EpollIoOps.EPOLLET);
      }
      waits |= !nothing;
      return in.submit(ops);
    }

    @Override
    public boolean isValid() {
      return in.isValid();
    }

    @Override
    public boolean cancel() {
      return in.cancel();
    }
  }
}
