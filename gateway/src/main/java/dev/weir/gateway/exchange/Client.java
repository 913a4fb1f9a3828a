package dev.weir.gateway.exchange;

import dev.weir.gateway.tenant.Caller;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;

/** The client's connection, as an exchange needs it. Used on the connection's event loop. */
public interface Client {
  /** What becomes of the connection when an exchange is over. */
  enum After {
    /** The next request may come. */
    KEEP,
    /** Closed once all is written. */
    CLOSE,
    /**
     * Closed once all is written and the client has had time to read it: it may still be sending.
     */
    LINGER,
    /** Closed at once, and so that the client cannot take what it has for a whole answer. */
    CUT
  }

  ByteBufAllocator allocator();

  InetSocketAddress address();

  /** The client as one who asks. */
  Caller caller();

  boolean isWritable();

  /** Bytes to be written before {@link #isWritable} again; falls as the client takes them. */
  long backlog();

  /** Writes without flushing; releases the bytes. */
  void write(ByteBuf bytes);

  void flush();

  /** {@link Exchange#wantsBody} may have changed. */
  void updateReading();

  /** The exchange is over and will not touch the connection again. */
  void exchangeOver(After after);
}
