package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.CallerSettings;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.testkit.OpenSearchCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When nobody waits for a search any more, the cluster stops working on it. */
class CancellationIT {
  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();
  private static final String INDEX = "endless";
  private static final int DOCUMENTS = 40_000;

  /** About a fifth of a millisecond of work for each document. */
  private static final String SLOW_SEARCH =
      """
      {"query": {"script": {"script": {"source":
        "double x = 0; for (int i = 0; i < 20000; i++) { x += Math.sin(i); } return x > 1e9;"}}}}
      """;

  private static HttpClient client;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    client = HttpClient.newHttpClient();
    ClusterSettings cluster =
        ClusterSettings.builder("main", CLUSTER.uris())
            .caller(new CallerSettings("X-Timeout-Ms", null, Duration.ZERO))
            .build();
    gateway =
        Gateway.start(
            GatewaySettings.between(Address.loopback(0), CLUSTER.uris()).withCluster(cluster),
            ExchangeObserver.none());
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      bulk.append("{\"index\":{}}\n{\"n\":").append(i).append("}\n");
    }
    HttpRequest filled =
        HttpRequest.newBuilder(node().resolve("/" + INDEX + "/_bulk?refresh=true"))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(bulk.toString()))
            .build();
    assertThat(client.send(filled, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    client.close();
  }

  @Test
  void shouldCancelASearchWhoseClientHasGone() throws Exception {
    HttpRequest impatient = search().timeout(Duration.ofMillis(800)).build();

    assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);

    awaitNoSearch();
  }

  @Test
  void shouldCancelASearchWhoseDeadlineIsOver() throws Exception {
    HttpRequest bounded = search().header("X-Timeout-Ms", "800").build();
    Thread watcher = Thread.ofVirtual().start(CancellationIT::awaitSearch);

    HttpResponse<String> response = client.send(bounded, BodyHandlers.ofString());
    watcher.join();

    assertThat(response.statusCode()).isEqualTo(504);
    awaitNoSearch();
  }

  private static void awaitSearch() {
    await().atMost(Duration.ofSeconds(5)).until(() -> searches().contains(INDEX));
  }

  /**
   * Told to stop at once; the engine looks for that between stretches of some thousand documents.
   */
  private static void awaitNoSearch() {
    await()
        .atMost(Duration.ofSeconds(3))
        .untilAsserted(() -> assertThat(searches()).doesNotContain("\"cancelled\":false"));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(searches()).doesNotContain(INDEX));
  }

  private static String searches() throws Exception {
    URI tasks = node().resolve("/_tasks?actions=indices:data/read/search&detailed=true");
    return client.send(HttpRequest.newBuilder(tasks).build(), BodyHandlers.ofString()).body();
  }

  private static HttpRequest.Builder search() {
    int port = gateway.addresses().getFirst().getPort();
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/" + INDEX + "/_search?request_cache=false"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(SLOW_SEARCH));
  }

  private static URI node() {
    return CLUSTER.uris().getFirst();
  }
}
