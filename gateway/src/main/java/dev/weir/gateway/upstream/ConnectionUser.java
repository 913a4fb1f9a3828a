package dev.weir.gateway.upstream;

import io.netty.buffer.ByteBuf;

/** Who uses a connection to a node at the moment. Called on the connection's event loop. */
public interface ConnectionUser {
  /** Bytes have come; the user releases them. */
  void onUpstreamBytes(ByteBuf bytes);

  /** No more bytes for now: time to flush what was made of them. */
  void onUpstreamPause();

  /** The connection can or cannot take more bytes now. */
  void onUpstreamWritable(boolean writable);

  /**
   * The connection is closed; it is already out of its pool.
   *
   * @param clean whether the node closed it in order, rather than reset it
   */
  void onUpstreamClosed(boolean clean);
}
