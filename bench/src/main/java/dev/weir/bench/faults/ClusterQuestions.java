package dev.weir.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.bench.process.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The few questions that a run asks its cluster itself, without anybody between. Blocks. */
final class ClusterQuestions implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int BATCH = 1_000;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI node;

  ClusterQuestions(URI node) {
    this.node = node;
  }

  /**
   * How many of the acknowledged writes are not there any more.
   *
   * @param acknowledged sequence numbers by id
   */
  long lost(String index, Map<String, Long> acknowledged) {
    List<String> ids = List.copyOf(acknowledged.keySet());
    long there = 0;
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + BATCH));
      JsonNode answer =
          send(
              "POST",
              "/" + index + "/_mget?_source=false&preference=_primary",
              json.createObjectNode().set("ids", json.valueToTree(some)));
      for (JsonNode document : answer.path("docs")) {
        long wanted = acknowledged.getOrDefault(document.path("_id").asText(), Long.MAX_VALUE);
        if (document.path("found").asBoolean() && document.path("_seq_no").asLong() >= wanted) {
          there++;
        }
      }
    }
    return ids.size() - there;
  }

  /** Has shards allocated again that the cluster has given up on. */
  void retryFailedShards() {
    send("POST", "/_cluster/reroute?retry_failed=true&metric=none", json.createObjectNode());
  }

  /** Sends a body of JSON and returns what was answered. */
  JsonNode send(String method, String target, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve(target))
            .timeout(DEADLINE)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new BenchFailure(
            "%s %s: %d %s".formatted(method, target, response.statusCode(), response.body()));
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new BenchFailure(method + " " + target + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
