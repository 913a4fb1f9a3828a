package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.LimitAlgorithm;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.LimitUnit;
import dev.weir.gateway.settings.Mode;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.testkit.OpenSearchCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A budget in units of cost before a real node, and searches that use it up. */
class CostBudgetIT {
  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();
  private static final int BUDGET = 40;

  /** Some milliseconds of a processor for each document. */
  private static final String DEAR =
      "{\"query\":{\"script\":{\"script\":\"double x = 0; for (int i = 0; i < 200000; i++)"
          + " { x += Math.sqrt(i) } return x > 0\"}}}";

  private final HttpClient client = HttpClient.newHttpClient();

  private static GatewaySettings settings() {
    QueryRuleSettings script =
        new QueryRuleSettings(
            "script",
            RuleMode.OBSERVE,
            0,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    LimitSettings budget =
        new LimitSettings(
            "dear",
            LimitKey.TENANT,
            null,
            LimitUnit.COST,
            BUDGET,
            Duration.ofSeconds(60),
            0,
            LimitAlgorithm.TOKEN_BUCKET,
            false,
            Duration.ZERO,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            100,
            Mode.ENFORCE);
    return GatewaySettings.between(Address.loopback(0), CLUSTER.uris())
        .withQueries(QueriesSettings.of(RuleMode.OBSERVE, script))
        .withAdmission(List.of(budget), List.of());
  }

  private HttpResponse<String> post(URI uri, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void shouldSayAllThatHelpsWhenTheBudgetIsUsedUp() throws Exception {
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      bulk.append("{\"index\":{}}\n{\"amount\":").append(i).append("}\n");
    }
    URI node = CLUSTER.uris().getFirst();
    assertThat(post(node.resolve("/bills/_bulk?refresh=true"), bulk.toString()).statusCode())
        .isEqualTo(200);
    try (Gateway gateway = Gateway.start(settings(), ExchangeObserver.none())) {
      URI weir =
          URI.create(
              "http://127.0.0.1:" + gateway.addresses().getFirst().getPort() + "/bills/_search");
      HttpResponse<String> answer = post(weir, DEAR);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      for (int i = 0; i < 50 && answer.statusCode() == 200; i++) {
        answer = post(weir, DEAR);
      }

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
      int retryAfter = Integer.parseInt(answer.headers().firstValue("retry-after").orElse("0"));
      assertThat(retryAfter).isBetween(1, 120);
      JsonNode error = new ObjectMapper().readTree(answer.body()).get("error");
      assertThat(error.get("type").asText()).isEqualTo("cost_budget_exceeded_exception");
      assertThat(error.get("limit").asText()).isEqualTo("dear");
      assertThat(error.get("whose").asText()).isEqualTo("tenant [unknown]");
      assertThat(error.get("budget").asText()).isEqualTo("40");
      assertThat(error.get("within").asText()).isEqualTo("60000ms");
      assertThat(Double.parseDouble(error.get("estimate").asText())).isPositive();
      assertThat(error.get("shape").asText()).hasSize(16);
      assertThat(error.get("rule").asText()).isEqualTo("script");
      assertThat(error.get("found").asText()).isNotBlank();
      assertThat(error.get("cure").asText()).startsWith("{");
      assertThat(error.get("reason").asText())
          .contains(
              "budget [dear] of 40 units within 60000 ms for tenant [unknown] is used up",
              "come back in " + retryAfter + " s",
              "rule [script] finds",
              "; instead: {");
      assertThat(gateway.status().admission().limits().getFirst().counts()).isEqualTo("cost");
    } finally {
      client.close();
    }
  }
}
