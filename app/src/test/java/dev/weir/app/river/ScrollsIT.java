package dev.weir.app.river;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.testkit.OpenSearchCluster;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** Scrolls of a real node, and how many of them Weir knows. */
class ScrollsIT {
  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LIMIT = 3;

  private static Gateway gateway;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    QueryRuleSettings rule =
        new QueryRuleSettings(
            "many-scrolls",
            RuleMode.ENFORCE,
            LIMIT,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    gateway =
        Gateway.start(
            GatewaySettings.between(Address.loopback(0), CLUSTER.uris())
                .withQueries(QueriesSettings.of(RuleMode.OBSERVE, rule)),
            ExchangeObserver.none());
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      bulk.append("{\"index\":{}}\n{\"amount\":").append(i).append("}\n");
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest documents =
          HttpRequest.newBuilder(CLUSTER.uris().getFirst().resolve("/bills/_bulk?refresh=true"))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(bulk.toString()))
              .build();
      assertThat(client.send(documents, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void close() throws Exception {
    send("DELETE", weir("/_search/scroll/_all"), null);
    assertThat(open()).isZero();
    client.close();
  }

  private static URI weir(String target) {
    return URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort() + target);
  }

  private HttpResponse<String> send(String method, URI uri, @Nullable String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static int open() {
    return gateway.status().queries().scrolls().open().getOrDefault("unknown", 0);
  }

  /** How many the node says are open. */
  private int openAtTheNode() throws Exception {
    URI stats = CLUSTER.uris().getFirst().resolve("/bills/_stats/search");
    JsonNode search = JSON.readTree(send("GET", stats, null).body()).at("/_all/total/search");
    return search.get("scroll_current").asInt();
  }

  private static OpenSearchTransport transport(boolean gzip) {
    HttpHost host = new HttpHost("http", "127.0.0.1", weir("/").getPort());
    return ApacheHttpClient5TransportBuilder.builder(host).setCompressionEnabled(gzip).build();
  }

  private static String opened(OpenSearchClient java) throws Exception {
    return Objects.requireNonNull(
        java.search(s -> s.index("bills").size(5).scroll(t -> t.time("1m")), Object.class)
            .scrollId());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldKnowWhatOpenSearchJavaHasOpen(boolean gzip) throws Exception {
    try (OpenSearchTransport transport = transport(gzip)) {
      OpenSearchClient java = new OpenSearchClient(transport);
      List<String> ids = new ArrayList<>();
      for (int i = 1; i <= LIMIT; i++) {
        ids.add(opened(java));
        assertThat(open()).isEqualTo(i).isEqualTo(openAtTheNode());
      }

      assertThatThrownBy(() -> opened(java))
          .hasMessageContaining("429")
          .hasMessageContaining("rule [many-scrolls]")
          .hasMessageContaining("4 scrolls open at once, of 3 at most");
      for (int i = 0; i < 5; i++) {
        String id = ids.getFirst();
        ids.set(
            0,
            Objects.requireNonNull(
                java.scroll(s -> s.scrollId(id).scroll(t -> t.time("1m")), Object.class)
                    .scrollId()));
        assertThat(open()).isEqualTo(LIMIT).isEqualTo(openAtTheNode());
      }

      java.clearScroll(c -> c.scrollId(ids.subList(0, 2)));
      assertThat(open()).isEqualTo(1).isEqualTo(openAtTheNode());
      ids.add(opened(java));
      assertThat(open()).isEqualTo(2).isEqualTo(openAtTheNode());
    }
  }

  @Test
  void shouldFollowEveryWayToMoveAndToClose() throws Exception {
    String first = id(send("POST", weir("/bills/_search?scroll=1m&size=2&pretty"), null));
    String second = id(send("GET", weir("/bills/_search?%73croll=2m&size=2"), "{}"));
    assertThat(open()).isEqualTo(2).isEqualTo(openAtTheNode());

    assertThat(send("GET", weir("/_search/scroll?scroll=1m&scroll_id=" + code(first)), null))
        .returns(200, HttpResponse::statusCode);
    assertThat(send("POST", weir("/_search/scroll/" + code(first) + "?scroll=1m"), null))
        .returns(200, HttpResponse::statusCode);
    assertThat(open()).isEqualTo(2).isEqualTo(openAtTheNode());

    assertThat(send("DELETE", weir("/_search/scroll/" + code(first)), null))
        .returns(200, HttpResponse::statusCode);
    assertThat(open()).isEqualTo(1).isEqualTo(openAtTheNode());
    send("DELETE", CLUSTER.uris().getFirst().resolve("/_search/scroll"), named(second));
    assertThat(open()).isEqualTo(1);
    assertThat(send("POST", weir("/_search/scroll"), named(second)).statusCode()).isEqualTo(404);
    assertThat(open()).isZero();
  }

  @Test
  void shouldForgetThemWhenTheirTimeIsOver() throws Exception {
    long before = gateway.status().queries().scrolls().expired();
    for (int i = 0; i < LIMIT; i++) {
      String _ = id(send("POST", weir("/bills/_search?scroll=2s"), null));
    }
    HttpResponse<String> refused = send("POST", weir("/bills/_search?scroll=2s"), null);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after").orElse("")).isIn("1", "2");

    await().until(() -> open() == 0);

    assertThat(gateway.status().queries().scrolls().expired()).isEqualTo(before + LIMIT);
    assertThat(send("POST", weir("/bills/_search?scroll=2s"), null).statusCode()).isEqualTo(200);
  }

  private static String named(String id) {
    return "{\"scroll_id\":\"" + id + "\"}";
  }

  private static String code(String id) {
    return URLEncoder.encode(id, UTF_8);
  }

  private static String id(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("_scroll_id").asText();
  }
}
