package dev.weir.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The few questions that the testkit itself asks a cluster. */
final class ClusterClient implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  /**
   * How a cluster is.
   *
   * @param green whether it is green with the wished number of nodes
   * @param answer what was answered, or why nothing was
   */
  record Health(boolean green, String answer) {}

  /** Waits up to a second for the cluster to become green with so many nodes. */
  Health health(URI node, int nodes) {
    Answer answer =
        get(
            node,
            "/_cluster/health?wait_for_status=green&wait_for_no_initializing_shards=true&timeout=1s"
                + "&wait_for_nodes="
                + nodes);
    return new Health(
        answer.status() == 200 && answer.body().contains("\"timed_out\":false"), answer.body());
  }

  /** How many nodes have a vote in elections; 0 if that cannot be learned. */
  int voters(URI node) {
    Answer answer =
        get(
            node,
            "/_cluster/state/metadata"
                + "?filter_path=metadata.cluster_coordination.last_committed_config");
    int from = answer.body().indexOf('[');
    int to = answer.body().indexOf(']');
    return answer.status() == 200 && from >= 0 && to > from + 1
        ? answer.body().substring(from, to).split(",", -1).length
        : 0;
  }

  /** The name of the elected cluster manager; empty if the node knows none. */
  String manager(URI node) {
    Answer answer = get(node, "/_cat/cluster_manager?h=node&local=true");
    return answer.status() == 200 ? answer.body().strip() : "";
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Answer get(URI node, String target) {
    HttpRequest request = HttpRequest.newBuilder(node.resolve(target)).timeout(DEADLINE).build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, e.toString());
    }
  }

  private record Answer(int status, String body) {}
}
