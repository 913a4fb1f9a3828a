package dev.weir.gateway.settings;

/** How sockets are driven. */
public enum Transport {
  /** The fastest that works on this machine. */
  AUTO,
  IO_URING,
  EPOLL,
  NIO
}
