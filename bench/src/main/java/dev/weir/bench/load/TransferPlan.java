package dev.weir.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What is to be moved.
 *
 * @param bytes over all connections
 * @param clientRate bytes per second on each connection that the client moves at most; 0 for any
 * @param nodeRate the same for the node
 * @param limit after which connections are cut where they are
 */
public record TransferPlan(
    Direction direction,
    long bytes,
    int connections,
    long clientRate,
    long nodeRate,
    Duration limit) {

  /** From the client's side. */
  public enum Direction {
    UP,
    DOWN;

    public String label() {
      return this == UP ? "upload" : "download";
    }
  }

  /** One connection, as fast as it goes. */
  public static TransferPlan single(Direction direction, long bytes) {
    return new TransferPlan(direction, bytes, 1, 0, 0, Duration.ofMinutes(10));
  }

  boolean unhindered() {
    return clientRate == 0 && nodeRate == 0;
  }

  TransferPlan withBytes(long wanted) {
    return new TransferPlan(direction, wanted, connections, clientRate, nodeRate, limit);
  }

  List<String> arguments() {
    return List.of(
        direction.name().toLowerCase(Locale.ROOT),
        Long.toString(bytes),
        Integer.toString(connections),
        Long.toString(clientRate),
        Long.toString(nodeRate),
        Long.toString(limit.toSeconds()));
  }

  static TransferPlan parse(List<String> arguments) {
    return new TransferPlan(
        Direction.valueOf(arguments.get(0).toUpperCase(Locale.ROOT)),
        Long.parseLong(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        Long.parseLong(arguments.get(3)),
        Long.parseLong(arguments.get(4)),
        Duration.ofSeconds(Long.parseLong(arguments.get(5))));
  }
}
