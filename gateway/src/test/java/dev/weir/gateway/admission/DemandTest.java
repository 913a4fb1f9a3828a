package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LimitBuilder.limit;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.status.DemandStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked for is recorded, by whom, whether there are limits or not. */
class DemandTest {
  private final Semaphore answers = new Semaphore(1_000);
  private final ScriptedUpstream node =
      ScriptedUpstream.start(
          Script.answering(
              request -> {
                answers.acquireUninterruptibly();
                return ok("{}");
              }));

  @AfterEach
  void close() {
    answers.release(1_000);
    node.close();
  }

  private static String by(String tenant) {
    return head("GET /bills/_search HTTP/1.1", "Host: a", "X-Tenant: " + tenant);
  }

  private static List<DemandStatus> demand(GatewayFixture river) {
    return river.status().admission().demand();
  }

  @Test
  void shouldRecordWhatTenantsAndAddressesAskForWithoutAnyLimit() throws IOException {
    try (GatewayFixture river = GatewayFixture.before(node)) {
      for (int i = 0; i < 30; i++) {
        assertThat(river.exchange(by("a")).status()).isEqualTo(200);
      }
      await().until(() -> demand(river).getFirst().keys().getFirst().peaks().busySeconds() > 0);

      assertThat(demand(river)).extracting(DemandStatus::by).containsExactly("tenant", "address");
      DemandStatus.OfKey tenant = demand(river).getFirst().keys().getFirst();
      assertThat(tenant.key()).isEqualTo("unknown");
      assertThat(tenant.peaks().requests()).isEqualTo(30);
      assertThat(tenant.peaks().second()).isBetween(1L, 30L);
      assertThat(tenant.peaks().active()).isEqualTo(1);
      assertThat(demand(river).getLast().keys().getFirst().key()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void shouldRecordHowManyRequestsThereWereAtOnce() throws IOException {
    answers.drainPermits();
    try (GatewayFixture river = GatewayFixture.before(node);
        RawClient first = river.connect();
        RawClient second = river.connect()) {
      first.send(by("a"));
      second.send(by("a"));
      await().until(() -> node.requests().size() == 2);
      answers.release(2);
      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(second.readResponse().status()).isEqualTo(200);

      assertThat(demand(river).getFirst().keys().getFirst().peaks().active()).isEqualTo(2);
    }
  }

  @Test
  void shouldRecordWhatIsAskedOfALimitThatIsObservedAcrossReloads() throws Exception {
    FixtureSettings settings =
        new FixtureSettings()
            .node(node)
            .limits(
                limit("header", 1, Duration.ofSeconds(9)).byHeader("X-Tenant").observed().build(),
                limit("enforced", 100, Duration.ofSeconds(9)).build());
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      assertThat(river.exchange(by("a")).status()).isEqualTo(200);
      river
          .gateway()
          .reload(
              settings
                  .limits(
                      limit("header", 5, Duration.ofSeconds(9))
                          .byHeader("X-Tenant")
                          .observed()
                          .build())
                  .build());
      assertThat(river.exchange(by("b")).status()).isEqualTo(200);

      assertThat(demand(river)).hasSize(3);
      DemandStatus asked = demand(river).getLast();
      assertThat(asked.limit()).isEqualTo("header");
      assertThat(asked.keys())
          .extracting(DemandStatus.OfKey::key)
          .containsExactlyInAnyOrder("a", "b");
      assertThat(demand(river).getFirst().keys().getFirst().peaks().requests()).isEqualTo(2);
    }
  }
}
