package dev.weir.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One connection to a node: idle in its pool, or used by one exchange. Used by one event loop. */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {
  private final EndpointPool pool;
  private final Channel channel;
  private @Nullable ConnectionUser user;
  private int uses;
  private long idleSince;
  private boolean broken;

  UpstreamConnection(EndpointPool pool, Channel channel) {
    this.pool = pool;
    this.channel = channel;
  }

  /** Makes the caller the user, until {@link #release} or {@link #discard}. */
  public void use(ConnectionUser newUser) {
    user = newUser;
    uses++;
  }

  /** Whether it has served an exchange before this one, and so may have been closed meanwhile. */
  public boolean isReused() {
    return uses > 1;
  }

  /** Writes without flushing; the connection releases the bytes. */
  public void write(ByteBuf bytes) {
    channel.write(bytes, channel.voidPromise());
  }

  public void flush() {
    channel.flush();
  }

  public boolean isWritable() {
    return channel.isWritable();
  }

  /** Stops or resumes reading, so that a slow client holds back its node. */
  public void setReading(boolean reading) {
    if (channel.config().isAutoRead() != reading) {
      channel.config().setAutoRead(reading);
    }
  }

  /** Gives the connection back for another exchange. */
  public void release() {
    user = null;
    setReading(true);
    pool.release(this);
  }

  /** Closes the connection: what is on it cannot be used any more. */
  public void discard() {
    user = null;
    channel.close();
  }

  boolean isOpen() {
    return channel.isActive();
  }

  long idleSince() {
    return idleSince;
  }

  void idleSince(long now) {
    idleSince = now;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (user != null) {
      user.onUpstreamBytes(bytes);
    } else {
      // A node that speaks unasked cannot be trusted with the next answer.
      bytes.release();
      context.close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (user != null) {
      user.onUpstreamPause();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (user != null) {
      user.onUpstreamWritable(channel.isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    pool.closed(this);
    ConnectionUser last = user;
    user = null;
    if (last != null) {
      last.onUpstreamClosed(!broken);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken = true;
    if (!(cause instanceof IOException)) {
      context.close();
    }
    // After a failed read Netty closes; after a failed write the node's last words are still read.
  }
}
