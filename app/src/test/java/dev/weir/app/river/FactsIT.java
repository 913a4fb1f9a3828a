package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.FactSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.status.FactStatus;
import dev.weir.gateway.status.RuleStatus;
import dev.weir.testkit.OpenSearchCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about the indices of a real node become known, and rules find what they need them for. */
class FactsIT {
  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int DOCUMENTS = 2_000;
  private static final String NUMBER = "{\"query\":{\"term\":{\"price\":19.5}}}";

  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    ask(
        "PUT",
        "/known-bills",
        "{\"settings\":{\"number_of_shards\":2,\"number_of_replicas\":0},\"mappings\":{\"properties\":"
            + "{\"price\":{\"type\":\"double\"},\"user\":{\"type\":\"keyword\"},"
            + "\"title\":{\"type\":\"text\",\"fielddata\":true},"
            + "\"lines\":{\"type\":\"nested\",\"properties\":{\"item\":{\"type\":\"keyword\"}}}}},"
            + "\"aliases\":{\"known-current\":{}}}");
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      bulk.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n{\"price\":").append(i % 100);
      bulk.append(".5,\"user\":\"u-").append(i).append("\",\"title\":\"").append("w ".repeat(200));
      bulk.append("\",\"lines\":[{\"item\":\"a\"},{\"item\":\"b\"}]}\n");
    }
    ask("POST", "/known-bills/_bulk?refresh=true", bulk.toString());
    gateway =
        Gateway.start(
            GatewaySettings.between(Address.loopback(0), CLUSTER.uris()).withQueries(queries()),
            ExchangeObserver.none());
  }

  private static QueriesSettings queries() {
    return QueriesSettings.of(
            RuleMode.WARN,
            at("many-valued-aggregation", 500),
            at("whole-source", 10_000),
            at("nested-in-large", 30),
            at("many-shards", 1))
        .withFacts(new FactSettings(true, Duration.ofSeconds(2), 1_000, 60));
  }

  private static QueryRuleSettings at(String rule, int limit) {
    return new QueryRuleSettings(
        rule, RuleMode.WARN, limit, null, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    ask("DELETE", "/known-bills", "");
    CLIENT.close();
  }

  private static void awaitWarning(String target, String body, String rule) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(through(target, body).headers().allValues("Warning"))
                    .anyMatch(warning -> warning.contains(rule)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/known-bills/_search",
        "/known-current/_search",
        "/known-cur*/_search",
        "/known-*,-none*/_search",
        "/known%2Dbills/_search"
      })
  void shouldFindTermsOnFloats(String target) {
    awaitWarning(target, NUMBER, "term-on-float");
  }

  @Test
  void shouldFindAggregationsByFieldsWithManyValues() throws Exception {
    String aggregation = "{\"size\":0,\"aggs\":{\"a\":{\"terms\":{\"field\":\"%s\"}}}}";
    awaitWarning(
        "/known-current/_search", aggregation.formatted("user"), "many-valued-aggregation");
    assertThat(
            through("/known-bills/_search", aggregation.formatted("price"))
                .headers()
                .allValues("Warning"))
        .noneMatch(warning -> warning.contains("many-valued"));
  }

  @Test
  void shouldFindSortsByText() {
    awaitWarning("/known-bills/_search", "{\"sort\":[{\"title\":\"asc\"}]}", "fielddata");
  }

  @Test
  void shouldKnowHowLargeDocumentsAre() {
    awaitWarning("/known-bills/_search", "{\"size\":1000}", "whole-source");
    awaitWarning(
        "/known-bills/_search",
        "{\"query\":{\"nested\":{\"path\":\"lines\",\"query\":{\"term\":{\"lines.item\":\"a\"}}}}}",
        "nested-in-large");
    awaitWarning("/known-*/_search", "{}", "many-shards");
  }

  @Test
  void shouldCountWhatWasLacking() throws Exception {
    long before = lacked();
    HttpResponse<String> answer = through("/known-no-such/_search", NUMBER);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().allValues("Warning")).isEmpty();
    assertThat(lacked()).isGreaterThan(before);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              FactStatus facts = gateway.status().queries().facts().getFirst();
              assertThat(facts.names()).isGreaterThanOrEqualTo(2);
              assertThat(facts.problem()).isNull();
              assertThat(facts.failed()).isZero();
            });
  }

  private static long lacked() {
    return gateway.status().queries().rules().stream()
        .filter(rule -> rule.rule().equals("term-on-float"))
        .mapToLong(RuleStatus::lacked)
        .sum();
  }

  private static HttpResponse<String> through(String target, String body) throws Exception {
    int port = gateway.addresses().getFirst().getPort();
    return send(URI.create("http://127.0.0.1:" + port + target), "POST", body);
  }

  private static void ask(String method, String target, String body) throws Exception {
    HttpResponse<String> answer =
        send(URI.create(CLUSTER.uris().getFirst() + target), method, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static HttpResponse<String> send(URI uri, String method, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
