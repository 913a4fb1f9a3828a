package dev.weir.gateway.admission;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.MemorySettings;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.status.SwitchStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.search.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads that are answered from memory while a switch keeps them from their cluster. */
class FromMemoryTest {
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final String NAME = "cache-or-nothing";
  private static final String BULK = withBody("POST", "/bills/_bulk", "{}\n");
  private static final String HITS =
      "{\"took\":1,\"timed_out\":false,\"_shards\":{\"failed\":0},\"hits\":{\"total\":%d}}";

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<String> body = new AtomicReference<>(HITS.formatted(7));
  private final ScriptedUpstream node =
      ScriptedUpstream.start(
          Script.answering(
              request -> {
                asked.incrementAndGet();
                return ok(body.get());
              }));

  @AfterEach
  void close() {
    node.close();
  }

  private static SwitchBuilder cacheOrNothing() {
    return SwitchBuilder.named(NAME)
        .turningAway(Operation.Kind.READ)
        .fromMemory(MemorySettings.defaults());
  }

  private static FixtureSettings with(SwitchBuilder... switches) {
    return new FixtureSettings()
        .switches(
            List.of(switches).stream().map(SwitchBuilder::build).toArray(SwitchSettings[]::new));
  }

  private static void turn(GatewayFixture river, boolean on) {
    assertThat(river.gateway().steering().turn(NAME, on, LONG, "it suffers")).isTrue();
  }

  private static SwitchStatus status(GatewayFixture river) {
    return river.status().admission().switches().getFirst();
  }

  private static String search(String body) {
    return withBody("POST", "/bills/_search", body);
  }

  @Test
  void shouldAnswerWhatWasAskedBeforeAndRefuseTheRest() throws IOException {
    try (GatewayFixture river = GatewayFixture.start(with(cacheOrNothing()), node)) {
      Message first = river.exchange(search("{\"from\":1}"));
      river.awaitEnds(1);
      turn(river, true);
      int before = asked.get();

      Message again = river.exchange(search("{\"from\":1}"));
      Message other = river.exchange(search("{\"from\":2}"));
      Message write = river.exchange(BULK);

      assertThat(first.header("weir-degraded")).isNull();
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.header("weir-degraded")).isEqualTo(NAME);
      assertThat(again.header("age")).isEqualTo("0");
      assertThat(other.status()).isEqualTo(503);
      assertThat(other.header("retry-after")).isNotNull();
      assertThat(other.body()).contains("degraded_exception", "no answer is remembered");
      assertThat(write.status()).isEqualTo(200);
      assertThat(asked.get()).isEqualTo(before + 1);
      assertThat(status(river).recalled()).containsEntry("unknown", 1L);
      assertThat(status(river).refused()).containsEntry("unknown", 1L);
      assertThat(status(river).memory()).isNotNull();

      turn(river, false);
      assertThat(river.exchange(search("{\"from\":2}")).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldRememberWhatComesInPiecesAndInChunks() throws IOException {
    String json = HITS.formatted(8);
    String half = json.substring(0, 20);
    String rest = json.substring(20);
    String chunked =
        head("HTTP/1.1 200 OK", "Content-Type: application/json", "Transfer-Encoding: chunked")
            + Integer.toHexString(half.length())
            + "\r\n"
            + half
            + "\r\n"
            + Integer.toHexString(rest.length())
            + "\r\n"
            + rest
            + "\r\n0\r\n\r\n";
    try (ScriptedUpstream pieces = ScriptedUpstream.answering(chunked);
        GatewayFixture river = GatewayFixture.start(with(cacheOrNothing()), pieces)) {
      river.exchange(search("{}"));
      river.awaitEnds(1);
      turn(river, true);

      Message again = river.exchange(search("{}"));

      assertThat(again.status()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(json);
      assertThat(again.header("content-type")).isEqualTo("application/json");
      assertThat(again.header("transfer-encoding")).isNull();
    }
  }

  @Test
  void shouldNeverGiveOneCallersAnswerToAnother() throws IOException {
    TenantsSettings tenants =
        new TenantsSettings(
            List.of(tenant("bills"), tenant("coupons")),
            List.of(),
            Admission.PASS,
            null,
            Priority.LOW);
    try (GatewayFixture river =
        GatewayFixture.start(with(cacheOrNothing()).tenants(tenants), node)) {
      river.exchange(by("X-Team: bills"));
      river.exchange(by("Authorization: Basic YTpi"));
      river.awaitEnds(2);
      turn(river, true);

      assertThat(river.exchange(by("X-Team: bills")).status()).isEqualTo(200);
      assertThat(river.exchange(by("X-Team: coupons")).status()).isEqualTo(503);
      assertThat(river.exchange(by("Authorization: Basic YTpi")).status()).isEqualTo(200);
      assertThat(river.exchange(by("Authorization: Basic YTpj")).status()).isEqualTo(503);
      assertThat(river.exchange(by("X-Nobody: a")).status()).isEqualTo(503);
    }
  }

  private static String by(String field) {
    return head("GET /bills/_search HTTP/1.1", "Host: a", field);
  }

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

  @Test
  void shouldRememberNothingThatIsNotWhole() throws IOException {
    try (GatewayFixture river = GatewayFixture.start(with(cacheOrNothing()), node)) {
      body.set(HITS.formatted(7).replace("\"timed_out\":false", "\"timed_out\":true"));
      river.exchange(search("{}"));
      river.awaitEnds(1);
      turn(river, true);

      assertThat(river.exchange(search("{}")).status()).isEqualTo(503);
    }
  }

  @Test
  void shouldCountWhatItWouldHaveAnsweredAndRefusedWhileObserved() throws IOException {
    try (GatewayFixture river = GatewayFixture.start(with(cacheOrNothing().observed()), node)) {
      turn(river, true);
      river.exchange(search("{}"));
      river.awaitEnds(1);

      Message again = river.exchange(search("{}"));

      assertThat(again.status()).isEqualTo(200);
      assertThat(again.header("weir-degraded")).isNull();
      assertThat(asked.get()).isEqualTo(2);
      assertThat(status(river).refused()).containsEntry("unknown", 1L);
      assertThat(status(river).recalled()).containsEntry("unknown", 1L);
    }
  }

  @Test
  void shouldForgetEverythingWhenClustersOrTenantsAreOthers() throws IOException {
    FixtureSettings settings = with(cacheOrNothing());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      river.exchange(search("{}"));
      river.awaitEnds(1);
      river.gateway().reload(settings.build());
      turn(river, true);
      assertThat(river.exchange(search("{}")).status()).isEqualTo(200);

      TenantsSettings tenants =
          new TenantsSettings(
              List.of(tenant("bills")), List.of(), Admission.PASS, null, Priority.LOW);
      river.gateway().reload(settings.tenants(tenants).build());
      assertThat(river.exchange(search("{}")).status()).isEqualTo(503);
    }
  }
}
