package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.LowerSettings;
import dev.weir.gateway.settings.Mode;
import dev.weir.gateway.settings.SignalMeasure;
import dev.weir.gateway.settings.SignalSettings;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TurnAwaySettings;
import dev.weir.gateway.status.SignalStatus;
import dev.weir.gateway.status.SwitchStatus;
import dev.weir.search.Operation;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Switches before a real node: turned by its heap and by its answers' times, and back. */
class SwitchesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final TurnAwaySettings WRITES =
      new TurnAwaySettings(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          null,
          List.of(Operation.Kind.WRITE),
          List.of(),
          List.of());

  private static SwitchSettings by(String name, SignalMeasure measure, int above, Duration off) {
    SignalSettings signal =
        new SignalSettings(measure, "main", null, above, Duration.ofMillis(500), 0, off);
    return new SwitchSettings(
        name, WRITES, null, List.<LowerSettings>of(), false, List.of(signal), Mode.ENFORCE);
  }

  private static GatewaySettings settings(List<URI> nodes, SwitchSettings... switches) {
    return GatewaySettings.between(Address.loopback(0), nodes).withSwitches(List.of(switches));
  }

  private static SwitchStatus status(Gateway gateway) {
    return gateway.status().admission().switches().getFirst();
  }

  private static HttpResponse<String> write(HttpClient client, URI weir) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(weir.resolve("/bills/_doc/1"))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .PUT(BodyPublishers.ofString("{\"amount\": 1}"))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void shouldBeTurnedByTheHeapOfARealNodeAndBackWhenItsBoundIsRaised() throws Exception {
    try (OpenSearchCluster cluster = OpenSearchCluster.start(1);
        HttpClient client = HttpClient.newHttpClient();
        Gateway gateway =
            Gateway.start(
                settings(
                    cluster.uris(),
                    by("writers-give-way", SignalMeasure.HEAP_PERCENT, 1, Duration.ofSeconds(5))),
                ExchangeObserver.none())) {
      URI weir = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort());

      await().atMost(PATIENCE).until(() -> status(gateway).on());
      HttpResponse<String> refused = write(client, weir);
      HttpResponse<String> read =
          client.send(
              HttpRequest.newBuilder(weir.resolve("/_search")).build(), BodyHandlers.ofString());

      SignalStatus heap = status(gateway).signals().getFirst();
      assertThat(heap.value()).isBetween(1.0, 100.0);
      assertThat(heap.problem()).isNull();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Weir-Degraded")).contains("writers-give-way");
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
      assertThat(refused.body()).contains("heap use of cluster [main] above 1 % for 500 ms");
      assertThat(read.statusCode()).isEqualTo(200);

      GatewaySettings raised =
          settings(
              cluster.uris(),
              by("writers-give-way", SignalMeasure.HEAP_PERCENT, 100, Duration.ofSeconds(5)),
              by("busy", SignalMeasure.CPU_PERCENT, 100, Duration.ofSeconds(5)));
      gateway.reload(raised);
      assertThat(write(client, weir).statusCode()).isIn(200, 201);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  gateway.status().admission().switches().get(1).signals().getFirst().value() >= 0);
    }
  }

  @Test
  void shouldBeTurnedByTheTimesOfARealNodeAndBack() throws Exception {
    try (OpenSearchCluster cluster = OpenSearchCluster.start(1);
        HttpClient client = HttpClient.newHttpClient();
        Gateway gateway =
            Gateway.start(
                settings(
                    cluster.uris(),
                    by("writers-give-way", SignalMeasure.P99_MILLIS, 400, Duration.ofSeconds(2))),
                ExchangeObserver.none())) {
      URI weir = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort());
      Bills bills = new Bills(1, 1_000);
      try (BillIndex index = new BillIndex(cluster.uris().getFirst(), "bills")) {
        index.create(1, 0);
        index.load(bills, (loaded, total) -> {});
      }
      try (LoadGenerator load =
          LoadGenerator.start(LoadOptions.of(weir, 50), new BillWorkload("bills", bills))) {
        await().atMost(PATIENCE).until(() -> load.total().successRate() > 0.5);
        await().atMost(PATIENCE).until(() -> !status(gateway).on());

        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  stutter(cluster);
                  return status(gateway).on();
                });
        assertThat(status(gateway).cause()).startsWith("p99 of cluster [main] above 400 ms");
        HttpResponse<String> refused = write(client, weir);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("p99 of cluster [main] above 400 ms", "\"measured\"");

        await().atMost(PATIENCE).until(() -> !status(gateway).on());
        assertThat(write(client, weir).statusCode()).isIn(200, 201);
      }
    }
  }

  /** The node stands still for most of a second: what is asked meanwhile takes that long. */
  private static void stutter(OpenSearchCluster cluster) throws IOException {
    cluster.freeze(0);
    await().pollDelay(Duration.ofMillis(800)).until(() -> true);
    cluster.thaw(0);
    await().pollDelay(Duration.ofMillis(200)).until(() -> true);
  }
}
