package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.MemorySettings;
import dev.weir.gateway.settings.Mode;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.TurnAwaySettings;
import dev.weir.gateway.status.SwitchStatus;
import dev.weir.search.Operation;
import dev.weir.testkit.OpenSearchCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reads from memory while a real node is frozen, or gone, and a switch spares it all reads. */
class CacheOrNothingIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String NAME = "cache-or-nothing";
  private static final String QUERY = "{\"query\":{\"match\":{\"amount\":%d}}}";
  private static final String MANY =
      "{\"index\":\"bills\"}\n{\"query\":{\"match_all\":{}}}\n{}\n{\"size\":0}\n";

  private static TenantSettings tenant(String name) {
    return new TenantSettings(
        name,
        Priority.NORMAL,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new TenantHeaderSettings("X-Team", name)),
        List.of());
  }

  private static GatewaySettings settings(List<URI> nodes) {
    SwitchSettings cacheOrNothing =
        new SwitchSettings(
            NAME,
            new TurnAwaySettings(
                List.of("main"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(Operation.Kind.READ),
                List.of(),
                List.of()),
            MemorySettings.defaults(),
            List.of(),
            false,
            List.of(),
            Mode.ENFORCE);
    return GatewaySettings.between(Address.loopback(0), nodes)
        .withTenants(
            new TenantsSettings(
                List.of(tenant("bills"), tenant("coupons")),
                List.of(),
                Admission.PASS,
                null,
                Priority.NORMAL))
        .withSwitches(List.of(cacheOrNothing));
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private URI weir = URI.create("http://127.0.0.1");

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(weir.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("content-type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The reads that are asked before and while the switch is on. */
  private List<HttpResponse<String>> reads(String tenant) throws Exception {
    String[] by = {"X-Team", tenant};
    return List.of(
        send("POST", "/bills/_search", QUERY.formatted(1), by),
        send(
            "POST",
            "/bills/_search",
            QUERY.formatted(1),
            "X-Team",
            tenant,
            "accept-encoding",
            "gzip"),
        send("POST", "/_msearch", MANY, by),
        send("GET", "/bills/_count", "", by),
        send("GET", "/bills/_doc/1", "", by),
        send("POST", "/bills/_mget", "{\"ids\":[\"1\",\"2\"]}", by));
  }

  private static SwitchStatus status(Gateway gateway) {
    return gateway.status().admission().switches().getFirst();
  }

  @Test
  void shouldAnswerFromMemoryWhatItCanAndSpareTheClusterTheRest() throws Exception {
    try (OpenSearchCluster cluster = OpenSearchCluster.start(1);
        Gateway gateway = Gateway.start(settings(cluster.uris()), ExchangeObserver.none());
        client) {
      weir = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort());
      String alone = "{\"settings\":{\"number_of_shards\":1,\"number_of_replicas\":0}}";
      assertThat(send("PUT", "/bills", alone).statusCode()).isEqualTo(200);
      assertThat(send("PUT", "/bills/_doc/1?refresh=true", "{\"amount\":1}").statusCode())
          .isEqualTo(201);
      List<HttpResponse<String>> before = reads("bills");
      assertThat(before).extracting(HttpResponse::statusCode).containsOnly(200);

      cluster.freeze(0);
      assertThat(gateway.steering().turn(NAME, true, LONG, "it hangs")).isTrue();
      long began = System.nanoTime();
      List<HttpResponse<String>> frozen = reads("bills");
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      HttpResponse<String> other = send("POST", "/bills/_search", QUERY.formatted(2));
      List<HttpResponse<String>> stranger = reads("coupons");
      cluster.thaw(0);

      assertThat(frozen).extracting(HttpResponse::statusCode).containsOnly(200);
      for (int i = 0; i < frozen.size(); i++) {
        assertThat(frozen.get(i).body()).isEqualTo(before.get(i).body());
        assertThat(frozen.get(i).headers().firstValue("age")).isPresent();
        assertThat(frozen.get(i).headers().firstValue("weir-degraded")).contains(NAME);
        assertThat(frozen.get(i).headers().firstValue("content-encoding"))
            .isEqualTo(before.get(i).headers().firstValue("content-encoding"));
      }
      assertThat(millis).as("for all of them").isLessThan(1_000);
      assertThat(other.statusCode()).isEqualTo(503);
      assertThat(other.headers().firstValue("retry-after")).isPresent();
      assertThat(other.body()).contains("degraded_exception");
      assertThat(stranger).extracting(HttpResponse::statusCode).containsOnly(503);
      // Writes go on.
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  send("PUT", "/bills/_doc/2?refresh=true", "{\"amount\":2}").statusCode() / 100
                      == 2);

      cluster.kill(0);
      assertThat(reads("bills")).extracting(HttpResponse::statusCode).containsOnly(200);
      assertThat(status(gateway).recalled()).containsEntry("bills", 12L);
      assertThat(status(gateway).refused()).containsEntry("coupons", 6L);

      cluster.restart(0);
      assertThat(gateway.steering().turn(NAME, false, LONG, "it is well")).isTrue();
      cluster.awaitGreen(PATIENCE);
      await().atMost(PATIENCE).until(() -> send("GET", "/bills/_count", "").statusCode() == 200);
      HttpResponse<String> after = send("GET", "/bills/_doc/2", "", "X-Team", "coupons");
      assertThat(after.statusCode()).isEqualTo(200);
      assertThat(after.headers().firstValue("weir-degraded")).isEmpty();
      assertThat(after.headers().firstValue("age")).isEmpty();
    }
  }
}
