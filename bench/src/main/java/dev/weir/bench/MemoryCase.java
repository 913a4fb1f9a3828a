package dev.weir.bench;

import dev.weir.bench.load.TransferPlan;
import dev.weir.bench.load.TransferPlan.Direction;
import java.time.Duration;
import java.util.List;

/**
 * One ratio of client and node speed.
 *
 * @param name as the table shows it
 */
record MemoryCase(String name, TransferPlan plan) {
  private static final int CONNECTIONS = 8;
  private static final int MANY_CONNECTIONS = 64;
  private static final long SLOW = 25_000_000;
  private static final long TRICKLE = 128 * 1024;
  private static final Duration TRICKLING = Duration.ofSeconds(20);

  /** Every ratio, each way. */
  static List<MemoryCase> all(long bytes) {
    return List.of(
        of("upload, both fast", Direction.UP, bytes, 0, 0),
        of("download, both fast", Direction.DOWN, bytes, 0, 0),
        of("upload, slow node", Direction.UP, bytes, 0, SLOW),
        of("download, slow client", Direction.DOWN, bytes, SLOW, 0),
        of("upload, slow client", Direction.UP, bytes, SLOW, 0),
        of("download, slow node", Direction.DOWN, bytes, 0, SLOW),
        trickle("upload, 64 connections, node at 128 kB/s", Direction.UP, bytes, 0, TRICKLE),
        trickle("download, 64 connections, client at 128 kB/s", Direction.DOWN, bytes, TRICKLE, 0));
  }

  private static MemoryCase of(
      String name, Direction direction, long bytes, long clientRate, long nodeRate) {
    return new MemoryCase(
        name,
        new TransferPlan(
            direction, bytes, CONNECTIONS, clientRate, nodeRate, Duration.ofMinutes(15)));
  }

  /** Where a proxy without back-pressure would hold it all: cut after a while. */
  private static MemoryCase trickle(
      String name, Direction direction, long bytes, long clientRate, long nodeRate) {
    return new MemoryCase(
        name,
        new TransferPlan(direction, bytes, MANY_CONNECTIONS, clientRate, nodeRate, TRICKLING));
  }
}
