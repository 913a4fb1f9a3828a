package dev.weir.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One connection to a node: idle in its pool, or used by one exchange. Used by one event loop. */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {
  /** {@link #owedAt} of a connection on which no answer is owed. */
  static final int NOWHERE = -1;

  private final EndpointPool pool;
  private final Channel channel;
  private @Nullable ConnectionUser user;
  private int uses;
  private long idleSince;
  private boolean broken;
  private int owedAt = NOWHERE;
  private boolean owes;
  private boolean silent;
  private long sentAt;

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

  /** The request has been written whole: from now on the node owes its answer. */
  public void sent() {
    if (!owes && user != null) {
      owes = true;
      silent = true;
      sentAt = System.nanoTime();
      pool.owed().add(this);
    }
  }

  /** The answer is not owed any more: it is there, or nobody wants it. */
  private void settle() {
    if (owedAt != NOWHERE) {
      pool.owed().remove(this);
    }
    if (silent) {
      silent = false;
      long now = System.nanoTime();
      pool.gaveUp(now - sentAt, now);
    }
    owes = false;
  }

  /** Where its pool keeps it among those that owe; {@link #NOWHERE} if it does not. */
  int owedAt() {
    return owedAt;
  }

  void owedAt(int index) {
    owedAt = index;
  }

  /** How long ago its request was sent, in nanoseconds; -1 if the answer has begun. */
  long silentFor(long now) {
    return silent ? now - sentAt : -1;
  }

  private void heard() {
    pool.heard();
    if (silent) {
      silent = false;
      long now = System.nanoTime();
      pool.answered(now - sentAt, now);
    }
  }

  /** Stops or resumes reading, so that a slow client holds back its node. */
  public void setReading(boolean reading) {
    // What is not read cannot be missed.
    if (owes && reading == (owedAt == NOWHERE)) {
      if (reading) {
        pool.owed().add(this);
      } else {
        pool.owed().remove(this);
      }
    }
    if (channel.config().isAutoRead() != reading) {
      channel.config().setAutoRead(reading);
    }
  }

  /** Gives the connection back for another exchange. */
  public void release() {
    user = null;
    settle();
    setReading(true);
    pool.release(this);
  }

  /** Closes the connection: what is on it cannot be used any more. */
  public void discard() {
    user = null;
    settle();
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
    heard();
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
    settle();
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
