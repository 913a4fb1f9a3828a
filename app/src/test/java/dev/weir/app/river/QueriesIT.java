package dev.weir.app.river;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.status.RuleStatus;
import dev.weir.testkit.OpenSearchCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** Rules for queries between real clients and a real node. */
class QueriesIT {
  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();
  private static final String NDJSON = "application/x-ndjson";
  private static final String DEEP = "{\"from\":900,\"size\":10}";

  /** As dashboards ask for what they have saved, for a page of hits, and for a graph. */
  private static final List<String> DASHBOARDS =
      List.of(
          "{\"size\":10000,\"seq_no_primary_term\":true,\"from\":0,\"query\":{\"bool\":{\"filter\":[{\"bool\":{\"should\":[{\"bool\":{\"must\":[{\"term\":{\"type\":\"index-pattern\"}}],\"must_not\":[{\"exists\":{\"field\":\"namespace\"}}]}}],\"minimum_should_match\":1}}]}}}",
          "{\"version\":true,\"size\":500,\"track_total_hits\":true,\"sort\":[{\"day\":{\"order\":\"desc\",\"unmapped_type\":\"boolean\"}}],\"stored_fields\":[\"*\"],\"script_fields\":{},\"_source\":{\"excludes\":[]},\"query\":{\"bool\":{\"must\":[],\"filter\":[{\"match_all\":{}}],\"should\":[],\"must_not\":[]}},\"highlight\":{\"fields\":{\"*\":{}},\"fragment_size\":2147483647}}",
          "{\"size\":0,\"aggs\":{\"2\":{\"terms\":{\"field\":\"amount\",\"size\":20},\"aggs\":{\"1\":{\"cardinality\":{\"field\":\"amount\"}}}}}}");

  private static Gateway gateway;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    gateway = Gateway.start(settings(null), ExchangeObserver.none());
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest document =
          HttpRequest.newBuilder(CLUSTER.uris().getFirst().resolve("/bills/_doc/1?refresh=true"))
              .header("content-type", "application/json")
              .PUT(BodyPublishers.ofString("{\"amount\":1,\"day\":\"2026-11-21\"}"))
              .build();
      assertThat(client.send(document, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static GatewaySettings settings(@Nullable QueriesSettings queries) {
    return GatewaySettings.between(Address.loopback(0), CLUSTER.uris()).withQueries(queries);
  }

  /** At a limit that a small index can show. */
  private static void use(RuleMode mode) throws IOException {
    QueryRuleSettings deep =
        new QueryRuleSettings(
            "deep-page", mode, 500, null, List.of(), List.of(), List.of(), List.of(), List.of());
    gateway.reload(settings(QueriesSettings.of(RuleMode.OBSERVE, deep)));
  }

  private static URI weir(String target) {
    int port = gateway.addresses().getFirst().getPort();
    return URI.create("http://127.0.0.1:" + port + target);
  }

  private HttpResponse<String> post(String target, byte[] body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(weir(target)).POST(BodyPublishers.ofByteArray(body));
    request.header("content-type", target.contains("_msearch") ? NDJSON : "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static long findings(String rule) {
    RuleStatus status =
        gateway.status().queries().rules().stream()
            .filter(each -> each.rule().equals(rule))
            .findAny()
            .orElseThrow();
    return status.observed().getOrDefault("unknown", 0L);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void shouldObserveWarnAndEnforceAndChangeWhileItRuns() throws Exception {
    byte[] body = DEEP.getBytes(UTF_8);

    use(RuleMode.OBSERVE);
    long before = findings("deep-page");
    HttpResponse<String> observed = post("/bills/_search", body);
    use(RuleMode.WARN);
    HttpResponse<String> warned = post("/bills/_search", body);
    use(RuleMode.ENFORCE);
    HttpResponse<String> refused = post("/bills/_search", body);

    assertThat(observed.statusCode()).isEqualTo(200);
    assertThat(observed.headers().firstValue("warning")).isEmpty();
    assertThat(findings("deep-page")).isEqualTo(before + 1);
    assertThat(warned.statusCode()).isEqualTo(200);
    assertThat(warned.headers().firstValue("warning").orElse("")).contains("deep-page", "910");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("query_refused_exception", "910", "500", "search_after");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldBeUnderstoodByOpenSearchJava(boolean gzip) throws Exception {
    use(RuleMode.ENFORCE);
    HttpHost host = new HttpHost("http", "127.0.0.1", weir("/").getPort());
    try (OpenSearchTransport transport =
        ApacheHttpClient5TransportBuilder.builder(host).setCompressionEnabled(gzip).build()) {
      OpenSearchClient java = new OpenSearchClient(transport);

      assertThat(java.search(s -> s.index("bills").from(10).size(10), Object.class).hits().total())
          .isNotNull();
      assertThatThrownBy(() -> java.search(s -> s.index("bills").from(900).size(10), Object.class))
          .isInstanceOfSatisfying(
              OpenSearchException.class,
              refused -> {
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.error().type()).isEqualTo("query_refused_exception");
                assertThat(refused.error().reason()).contains("deep-page");
              });
    }
  }

  @Test
  void shouldSeeThroughEveryWayToSendASearch() throws Exception {
    use(RuleMode.ENFORCE);
    String source = URLEncoder.encode(DEEP, UTF_8);
    String many = "{\"index\":\"bills\"}\n{}\n{\"index\":\"bills\"}\n" + DEEP + "\n";
    HttpRequest inTarget =
        HttpRequest.newBuilder(
                weir("/bills/_search?source_content_type=application/json&source=" + source))
            .build();

    assertThat(client.send(inTarget, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    assertThat(post("/bills/_search?from=900", new byte[0]).statusCode()).isEqualTo(400);
    assertThat(post("/_msearch", many.getBytes(UTF_8)).body()).contains("query_refused_exception");
    assertThat(post("/bills/_search", gzip(DEEP), "content-encoding", "gzip").statusCode())
        .isEqualTo(400);
    // None of it is a mistake to the node, with pages that are not deep.
    assertThat(post("/bills/_search?from=9", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(post("/_msearch", many.replace("900", "9").getBytes(UTF_8)).statusCode())
        .isEqualTo(200);
    assertThat(
            post("/bills/_search", gzip(DEEP.replace("900", "9")), "content-encoding", "gzip")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldLetDashboardsAskAsTheyDo() throws Exception {
    gateway.reload(settings(QueriesSettings.of(RuleMode.ENFORCE)));

    for (String body : DASHBOARDS) {
      HttpResponse<String> answer = post("/bills/_search", body.getBytes(UTF_8));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    String index = "everyday-with-rules";
    List<String> direct =
        OpenSearchJavaSession.play(CLUSTER.uris().getFirst().getPort(), true, index);
    List<String> through = OpenSearchJavaSession.play(weir("/").getPort(), true, index);
    assertThat(through).containsExactlyElementsOf(direct);
  }
}
