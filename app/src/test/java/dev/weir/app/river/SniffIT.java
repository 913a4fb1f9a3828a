package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.SniffSettings;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.testkit.OpenSearchCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Learning a cluster's nodes from it, and hiding them from clients that do the same. */
class SniffIT {
  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();

  @Test
  void shouldLearnTheNodesFromTheCluster() throws Exception {
    URI node = CLUSTER.uris().getFirst();
    URI byName = URI.create("http://localhost:" + node.getPort());
    try (Gateway gateway = start(byName, true, false)) {
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(gateway.status().clusters().getFirst().endpoints())
                      .extracting(EndpointStatus::name)
                      .containsExactly("127.0.0.1:" + node.getPort()));
      assertThat(get(gateway, "/_cat/health?h=status")).isNotEmpty();
    }
  }

  @Test
  void shouldHideTheNodesFromClientsThatSniff() throws Exception {
    URI node = CLUSTER.uris().getFirst();
    try (Gateway gateway = start(node, false, true)) {
      String here = "127.0.0.1:" + gateway.addresses().getFirst().getPort();

      String answer = get(gateway, "/_nodes/http");

      assertThat(answer)
          .contains("\"publish_address\":\"" + here + "\"")
          .contains("\"bound_address\":[\"" + here + "\"")
          .contains("\"max_content_length_in_bytes\"")
          .doesNotContain("\"publish_address\":\"127.0.0.1:" + node.getPort() + "\"");
    }
  }

  @Test
  void shouldLeaveNodesVisibleUnlessTold() throws Exception {
    URI node = CLUSTER.uris().getFirst();
    try (Gateway gateway = start(node, false, false)) {
      assertThat(get(gateway, "/_nodes/http"))
          .contains("\"publish_address\":\"127.0.0.1:" + node.getPort() + "\"");
    }
  }

  private static Gateway start(URI node, boolean sniff, boolean hide) throws IOException {
    ClusterSettings plain = ClusterSettings.of("main", List.of(node));
    ClusterSettings cluster =
        plain
            .change()
            .sniff(new SniffSettings(sniff, Duration.ofMillis(100)))
            .hideNodes(hide)
            .build();
    return Gateway.start(
        GatewaySettings.between(Address.loopback(0), List.of(node)).withCluster(cluster),
        ExchangeObserver.none());
  }

  private static String get(Gateway gateway, String path) throws Exception {
    int port = gateway.addresses().getFirst().getPort();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(10))
              .build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
