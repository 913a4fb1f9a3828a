package dev.weir.gateway.upstream;

/** Something that goes on beside a cluster until it is closed. */
interface Watch extends AutoCloseable {
  @Override
  void close();
}
