package dev.weir.gateway.upstream;

/**
 * Who waits for a connection from a pool. Exactly one of the methods is called, on its event loop.
 */
public interface ConnectionWaiter {
  /** Here it is; the waiter becomes its user by {@link UpstreamConnection#use}. */
  void onConnection(UpstreamConnection connection);

  /** No connection could be made; nothing was sent. */
  void onConnectFailed(String cause);

  /** All connections are in use, and too many wait already. */
  void onPoolExhausted();
}
