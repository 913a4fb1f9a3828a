package dev.weir.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is to be like.
 *
 * @param nodes how many, 1 to 9
 * @param name of the cluster
 * @param heapMegabytes of each node; nodes are happy with 256
 * @param data where they keep their data; null takes a temporary folder that goes on close
 * @param firstPort HTTP port wished for the first node, the others follow; taken ports are stepped
 *     around; 0 takes free ones anywhere
 * @param settings further OpenSearch settings of every node; they win over the testkit's own
 * @param patience for all nodes to become ready
 * @param closeOnExit whether the cluster closes itself when this process is asked to end; without
 *     it the owner closes it, after what it does last, and nodes left open end abruptly with the
 *     process
 */
public record ClusterOptions(
    int nodes,
    String name,
    int heapMegabytes,
    @Nullable Path data,
    int firstPort,
    Map<String, String> settings,
    Duration patience,
    boolean closeOnExit) {

  public ClusterOptions {
    if (nodes < 1 || nodes > 9) {
      throw new IllegalArgumentException("nodes: " + nodes + " (expected: 1 to 9)");
    }
    if (heapMegabytes < 128) {
      throw new IllegalArgumentException(
          "heapMegabytes: " + heapMegabytes + " (expected: at least 128)");
    }
    settings = Map.copyOf(settings);
  }

  /** Small heaps, temporary data, any free ports. */
  public static ClusterOptions of(int nodes) {
    return new ClusterOptions(
        nodes, "weir-testkit", 256, null, 0, Map.of(), Duration.ofMinutes(2), true);
  }

  public ClusterOptions withName(String wanted) {
    return new ClusterOptions(
        nodes, wanted, heapMegabytes, data, firstPort, settings, patience, closeOnExit);
  }

  public ClusterOptions withHeapMegabytes(int wanted) {
    return new ClusterOptions(
        nodes, name, wanted, data, firstPort, settings, patience, closeOnExit);
  }

  /** Data that outlives the cluster. */
  public ClusterOptions withData(Path wanted) {
    return new ClusterOptions(
        nodes, name, heapMegabytes, wanted, firstPort, settings, patience, closeOnExit);
  }

  public ClusterOptions withFirstPort(int wanted) {
    return new ClusterOptions(
        nodes, name, heapMegabytes, data, wanted, settings, patience, closeOnExit);
  }

  public ClusterOptions withSettings(Map<String, String> wanted) {
    return new ClusterOptions(
        nodes, name, heapMegabytes, data, firstPort, wanted, patience, closeOnExit);
  }

  public ClusterOptions withPatience(Duration wanted) {
    return new ClusterOptions(
        nodes, name, heapMegabytes, data, firstPort, settings, wanted, closeOnExit);
  }

  /** The owner closes the cluster in its own time when the process ends. */
  public ClusterOptions withoutCloseOnExit() {
    return new ClusterOptions(
        nodes, name, heapMegabytes, data, firstPort, settings, patience, false);
  }
}
