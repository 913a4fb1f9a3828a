package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.BalancePolicy;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.EndpointSettings;
import dev.weir.gateway.settings.HashSettings;
import dev.weir.gateway.settings.ZoneSettings;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which node a request goes to. */
class BalancingTest {
  private static final BalanceSettings USUAL = BalanceSettings.defaults();

  @ParameterizedTest
  @EnumSource
  void shouldAnswerByEveryPolicy(BalancePolicy policy) throws IOException {
    try (ScriptedUpstream first = ScriptedUpstream.answering(ok("1"));
        ScriptedUpstream second = ScriptedUpstream.answering(ok("2"));
        GatewayFixture river = start(USUAL.withPolicy(policy), first, second)) {
      for (int i = 0; i < 40; i++) {
        assertThat(river.exchange(get("/bills/" + i)).status()).isEqualTo(200);
      }

      assertThat(first.requests().size() + second.requests().size()).isEqualTo(40);
    }
  }

  @Test
  void shouldGiveNodesTheirWeights() throws IOException {
    try (ScriptedUpstream heavy = ScriptedUpstream.answering(ok("heavy"));
        ScriptedUpstream light = ScriptedUpstream.answering(ok("light"));
        GatewayFixture river =
            start(
                USUAL
                    .withPolicy(BalancePolicy.WEIGHTED_ROUND_ROBIN)
                    .withEndpoints(List.of(byHand(heavy, 300, null), byHand(light, 100, null))),
                heavy,
                light)) {
      for (int i = 0; i < 80; i++) {
        river.exchange(get("/"));
      }

      assertThat(heavy.requests().size()).isBetween(56, 64);
      assertThat(river.endpoint(heavy).balance().weight()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void shouldKeepRequestsWithTheSameHeaderTogether() throws IOException {
    HashSettings byTenant = new HashSettings(HashSettings.By.HEADER, "X-Tenant", 125);
    try (ScriptedUpstream first = ScriptedUpstream.answering(ok("1"));
        ScriptedUpstream second = ScriptedUpstream.answering(ok("2"));
        ScriptedUpstream third = ScriptedUpstream.answering(ok("3"));
        GatewayFixture river =
            start(
                USUAL.withPolicy(BalancePolicy.CONSISTENT_HASH).withHash(byTenant),
                first,
                second,
                third)) {
      Set<String> all = new HashSet<>();
      for (int tenant = 0; tenant < 20; tenant++) {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 5; i++) {
          answers.add(
              river
                  .exchange(head("GET /" + i + " HTTP/1.1", "Host: a", "x-tenant: t" + tenant))
                  .body());
        }
        assertThat(answers).hasSize(1);
        all.addAll(answers);
      }
      assertThat(all).containsExactlyInAnyOrder("1", "2", "3");
    }
  }

  @Test
  void shouldPreferTheNodeThatReportsLittleLoadAndPassTheReportOn() throws IOException {
    try (ScriptedUpstream busy = ScriptedUpstream.answering(reporting("TEXT cpu_utilization=0.9"));
        ScriptedUpstream idle = ScriptedUpstream.answering(reporting("0.1"));
        GatewayFixture river = start(USUAL.withPolicy(BalancePolicy.REPORTED_LOAD), busy, idle)) {
      Message last = river.exchange(get("/"));
      for (int i = 0; i < 50; i++) {
        last = river.exchange(get("/"));
      }

      assertThat(busy.requests()).hasSizeLessThanOrEqualTo(1);
      assertThat(last.header("Endpoint-Load-Metrics")).isEqualTo("0.1");
      assertThat(river.endpoint(idle).balance().load()).isBetween(0.05, 0.1001);
    }
  }

  @Test
  void shouldPreferTheNodeThatAnswersFaster() throws IOException {
    Script slowly =
        connection -> {
          Message request = connection.readRequest();
          while (request != null) {
            Pause.of(Duration.ofMillis(60));
            connection.send(ok("slow"));
            request = connection.readRequest();
          }
        };
    try (ScriptedUpstream slow = ScriptedUpstream.start(slowly);
        ScriptedUpstream fast = ScriptedUpstream.answering(ok("fast"));
        GatewayFixture river = start(USUAL.withPolicy(BalancePolicy.PEAK_EWMA), slow, fast)) {
      for (int i = 0; i < 50; i++) {
        river.exchange(get("/"));
      }

      assertThat(slow.requests()).hasSizeLessThanOrEqualTo(2);
      assertThat(river.endpoint(fast).balance().latencySeconds()).isBetween(1e-6, 0.06);
    }
  }

  @Test
  void shouldStayInItsZoneWhileThatIsWell() throws IOException {
    try (ScriptedUpstream home = ScriptedUpstream.answering(ok("home"));
        ScriptedUpstream away = ScriptedUpstream.answering(ok("away"));
        GatewayFixture river =
            GatewayFixture.start(
                new FixtureSettings()
                    .checkEvery(Duration.ofMillis(50))
                    .balance(
                        USUAL
                            .withZone(new ZoneSettings("a", 70, 1))
                            .withEndpoints(
                                List.of(byHand(home, 100, "a"), byHand(away, 100, "b")))),
                home,
                away)) {
      for (int i = 0; i < 30; i++) {
        assertThat(river.exchange(get("/")).body()).isEqualTo("home");
      }

      home.answerHealthWith("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");

      await().until(() -> river.exchange(get("/")).body().equals("away"));
    }
  }

  @Test
  void shouldLowerTheWeightOfANodeThatBreaksConnections() throws IOException {
    try (ScriptedUpstream good = ScriptedUpstream.answering(ok("good"));
        ScriptedUpstream bad = ScriptedUpstream.start(Script.resetting());
        GatewayFixture river = start(USUAL, good, bad)) {
      for (int i = 0; i < 4; i++) {
        river.exchange(get("/bills/_search"));
      }

      assertThat(river.endpoint(bad).balance().weight()).isLessThan(0.9);
      assertThat(river.endpoint(good).balance().weight()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void shouldStartANodeSlowlyThatJoins() {
    try (ScriptedUpstream first = ScriptedUpstream.answering(ok("1"));
        ScriptedUpstream newcomer = ScriptedUpstream.answering(ok("2"));
        GatewayFixture river = start(USUAL, first)) {
      add(river, Instance.of(newcomer.uri()));

      assertThat(river.endpoint(first).balance().slowStart()).isEqualTo(1);
      assertThat(river.endpoint(newcomer).balance().slowStart()).isBetween(0.1, 0.9);
    }
  }

  @Test
  void shouldSendSearchesAndWritesToTheNodesThatAreThereForThem() throws IOException {
    try (ScriptedUpstream manager = ScriptedUpstream.answering(ok("manager"));
        ScriptedUpstream data = ScriptedUpstream.answering(ok("data"));
        ScriptedUpstream coordinating = ScriptedUpstream.answering(ok("coordinating"));
        GatewayFixture river = start(USUAL, manager, data, coordinating)) {
      add(river, Instance.of(manager.uri()).withRoles(Set.of("cluster_manager")));
      add(river, Instance.of(data.uri()).withRoles(Set.of("data", "ingest")));
      add(river, Instance.of(coordinating.uri()).withRoles(Set.of("coordinating_only")));

      for (int i = 0; i < 20; i++) {
        assertThat(river.exchange(get("/bills/_search")).body()).isEqualTo("coordinating");
        assertThat(river.exchange(withBody("PUT", "/bills/_doc/1", "{}")).body()).isEqualTo("data");
        assertThat(river.exchange(get("/_cluster/health")).body()).isNotEqualTo("manager");
      }

      assertThat(manager.requests()).isEmpty();
    }
  }

  private static GatewayFixture start(BalanceSettings balance, ScriptedUpstream... nodes) {
    return GatewayFixture.start(new FixtureSettings().balance(balance), nodes);
  }

  private static void add(GatewayFixture river, Instance instance) {
    assertThat(river.gateway().change("main", List.of(new EndpointChange.Add(instance)))).isTrue();
  }

  private static EndpointSettings byHand(ScriptedUpstream node, int weight, @Nullable String zone) {
    return new EndpointSettings(new Address("127.0.0.1", node.port()), weight, zone);
  }

  private static String reporting(String load) {
    return "HTTP/1.1 200 OK\r\nEndpoint-Load-Metrics: " + load + "\r\nContent-Length: 2\r\n\r\n{}";
  }
}
