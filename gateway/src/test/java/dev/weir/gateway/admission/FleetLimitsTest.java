package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LimitBuilder.limit;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.RedisSettings;
import dev.weir.gateway.status.FleetStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SharedBudgets;
import dev.weir.gateway.testing.SharedBudgets.Mood;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits that a whole fleet shares, with a store that can be away. */
class FleetLimitsTest {
  private static final Duration LONG = Duration.ofHours(10);
  private static final String SEARCH = get("/bills/_search");
  private static final FleetSettings FLEET =
      FleetSettings.over(RedisSettings.of(Address.loopback(6379)));

  private final ScriptedUpstream node =
      ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  private final SharedBudgets store = new SharedBudgets();

  @AfterEach
  void close() {
    node.close();
  }

  private static FleetSettings fleet(int gateways) {
    return new FleetSettings(
        FLEET.name(), FLEET.redis(), gateways, FLEET.lease(), Duration.ofMillis(100));
  }

  private FixtureSettings settings(int gateways, LimitBuilder limit) {
    return new FixtureSettings().fleet(fleet(gateways), store).limits(limit.ofTheFleet().build());
  }

  private static int passed(GatewayFixture river, String request, int times) throws IOException {
    int passed = 0;
    for (int i = 0; i < times; i++) {
      int status = river.exchange(request).status();
      assertThat(status).isIn(200, 429);
      passed += status == 200 ? 1 : 0;
    }
    return passed;
  }

  private static FleetStatus fleet(GatewayFixture river) {
    return river.status().admission().fleet();
  }

  private static void awaitState(GatewayFixture river, String state) {
    await().until(() -> fleet(river).state().equals(state));
  }

  @Test
  void shouldChangeNothingWhenTheStoreOfNewSettingsIsRefused() throws IOException {
    FixtureSettings before = new FixtureSettings().limits(limit("one", 1, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(before, node)) {
      FixtureSettings after =
          settings(2, limit("other", 100, LONG))
              .node(node)
              .switches(SwitchBuilder.named("new").withoutTelemetry().build());

      assertThatThrownBy(() -> river.gateway().reload(after.build()))
          .isInstanceOf(InvalidSettings.class)
          .hasMessageContaining("fleet.redis");

      assertThat(passed(river, SEARCH, 2)).isEqualTo(1);
      assertThat(river.status().admission().limits()).extracting("name").containsExactly("one");
      assertThat(river.status().admission().switches()).isEmpty();
    }
  }

  @Test
  void shouldTellTheStoreWhatHasPassedAndHoldToWhatOthersHaveUsed() throws Exception {
    try (GatewayFixture river = GatewayFixture.start(settings(2, limit("all", 100, LONG)), node)) {
      awaitState(river, "there");
      assertThat(passed(river, SEARCH, 20)).isEqualTo(20);
      await().until(() -> store.used().getOrDefault("all:all:", 0.0) >= 20);

      store.use("all:all:", 100);

      await()
          .untilAsserted(
              () -> {
                assertThat(passed(river, SEARCH, 1)).isZero();
                assertThat(store.used().get("all:all:")).isGreaterThanOrEqualTo(100);
              });
      assertThat(store.takes()).isLessThan(100);
      assertThat(river.exchange(SEARCH).status()).isEqualTo(429);
    }
  }

  @Test
  void shouldPassItsShareWhileTheStoreIsFrozenAndComeBackByItself() throws Exception {
    try (GatewayFixture river = GatewayFixture.start(settings(4, limit("all", 100, LONG)), node)) {
      awaitState(river, "there");
      store.become(Mood.FROZEN);
      assertThat(passed(river, SEARCH, 40)).isEqualTo(25);
      awaitState(river, "away");
      assertThat(fleet(river).cause()).contains("no answer within 100 ms");
      assertThat(passed(river, SEARCH, 10)).isZero();
      await().until(() -> store.hungUp() > 0);

      store.become(Mood.THERE);

      awaitState(river, "there");
      await().untilAsserted(() -> assertThat(passed(river, SEARCH, 1)).isEqualTo(1));
      assertThat(fleet(river).changes()).isEqualTo(3);
      assertThat(fleet(river).failed()).isPositive();
    }
  }

  @Test
  void shouldPassItsShareWhenTheStoreWasNeverThere() throws Exception {
    store.become(Mood.AWAY);
    try (GatewayFixture river = GatewayFixture.start(settings(5, limit("all", 100, LONG)), node)) {
      awaitState(river, "away");
      assertThat(fleet(river).cause()).isEqualTo("IOException: away");

      assertThat(passed(river, SEARCH, 40)).isEqualTo(20);
      assertThat(fleet(river).budgets().getFirst().shareBurst()).isEqualTo(20);
    }
  }

  @Test
  void shouldLearnHowManyGatewaysThereAre() {
    store.join("one");
    store.join("two");
    try (GatewayFixture river = GatewayFixture.start(settings(0, limit("all", 90, LONG)), node)) {
      await().until(() -> fleet(river).gateways() == 3);

      assertThat(fleet(river).budgets().getFirst().shareBurst()).isEqualTo(30);
    }
  }

  @Test
  void shouldCountWhatItWouldHaveRefused() throws Exception {
    try (GatewayFixture river =
        GatewayFixture.start(settings(1, limit("all", 3, LONG).observed()), node)) {
      assertThat(passed(river, SEARCH, 10)).isEqualTo(10);

      assertThat(river.status().admission().limits().getFirst().refused())
          .isEqualTo(Map.of("unknown", 7L));
    }
  }

  @Test
  void shouldKeepEachKeyForItselfAndSayNothingOfClientsToTheStore() throws Exception {
    String secret = head("GET / HTTP/1.1", "Host: a", "X-Key: secret");
    String other = head("GET / HTTP/1.1", "Host: a", "X-Key: other");
    try (GatewayFixture river =
        GatewayFixture.start(settings(1, limit("each", 3, LONG).byHeader("X-Key")), node)) {
      awaitState(river, "there");
      assertThat(passed(river, secret, 5)).isEqualTo(3);
      assertThat(passed(river, other, 2)).isEqualTo(2);

      await().until(() -> store.used().size() == 2);
      assertThat(store.used().keySet()).allMatch(key -> key.matches("each:header:[0-9a-f]{32}"));
      assertThat(river.status().admission().limits().getFirst().keys()).isEqualTo(2);
    }
  }

  @Test
  void shouldTakeOtherSettingsWhileItRuns() throws Exception {
    FixtureSettings settings = settings(1, limit("all", 100, LONG));
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      awaitState(river, "there");
      assertThat(passed(river, SEARCH, 5)).isEqualTo(5);

      RedisSettings moved = RedisSettings.of(Address.loopback(6380));
      settings.fleet(FleetSettings.over(moved), store);
      river.gateway().reload(settings.build());
      await().until(() -> store.closed() == 1);
      assertThat(store.opened()).last().isEqualTo(moved);
      assertThat(passed(river, SEARCH, 5)).isEqualTo(5);

      settings.limits(limit("all", 4, LONG).ofTheFleet().build());
      river.gateway().reload(settings.build());
      await().until(() -> fleet(river).budgets().getFirst().shareBurst() == 4);

      settings.limits(limit("all", 7, LONG).build());
      river.gateway().reload(settings.build());
      assertThat(fleet(river)).isEqualTo(FleetStatus.NONE);
      assertThat(store.closed()).isEqualTo(2);
      assertThat(passed(river, SEARCH, 10)).isEqualTo(7);

      settings.limits(limit("all", 50, LONG).ofTheFleet().build());
      river.gateway().reload(settings.build());
      awaitState(river, "there");
      assertThat(passed(river, SEARCH, 3)).isEqualTo(3);
    }
    assertThat(store.closed()).isEqualTo(3);
  }

  @Test
  void shouldRefuseAFleetThatItHasNoClientFor() {
    FixtureSettings settings = new FixtureSettings().limits(limit("all", 3, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      settings.fleet(FLEET, store).limits(limit("all", 3, LONG).ofTheFleet().build());

      assertThatThrownBy(() -> river.gateway().reload(settings.build()))
          .isInstanceOf(InvalidSettings.class)
          .hasMessageContaining("fleet.redis");
    }
  }
}
