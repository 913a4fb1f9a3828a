package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LaneBuilder.lane;
import static dev.weir.gateway.admission.LimitBuilder.limit;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits that count what searches cost, and lanes for those that are dear. */
class CostLimitsTest {
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final String DEAR =
      withBody("POST", "/bills/_search", "{\"query\":{\"term\":{\"user\":\"a\"}}}");
  private static final String OTHER =
      withBody("POST", "/bills/_search", "{\"query\":{\"prefix\":{\"user\":\"a\"}}}");

  /** Costs 150 units: 37 ms and a half over four shards. */
  private final ScriptedUpstream node =
      ScriptedUpstream.answering(
          ok(
              "{\"took\":37,\"timed_out\":false,\"_shards\":{\"total\":6,\"successful\":6,"
                  + "\"skipped\":2,\"failed\":0},\"hits\":{\"total\":{\"value\":1}}}"));

  @AfterEach
  void close() {
    node.close();
  }

  private static FixtureSettings settings() {
    return new FixtureSettings().queries(QueriesSettings.defaults());
  }

  private static long used(GatewayFixture river) {
    return river.status().admission().limits().getFirst().mostUsed().stream()
        .mapToLong(use -> use.used())
        .sum();
  }

  @Test
  void shouldChargeWhatASearchHasCostToThoseBehindIt() throws IOException {
    FixtureSettings settings = settings().limits(limit("cost", 100, LONG).ofCost().build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(river.exchange(DEAR).status()).isEqualTo(200);
      await().until(() -> used(river) == 100);

      Message refused = river.exchange(DEAR);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.body())
          .contains(
              "\"type\":\"cost_budget_exceeded_exception\"",
              "budget [cost] of 100 units within 100000 ms is used up: this is expected to cost ",
              "\"budget\":\"100\"",
              "\"estimate\":\"5",
              "\"shape\":\"");
      // 150 are owed, of 100; what is expected from one search that was seen is a third of 150.
      assertThat(Integer.parseInt(String.valueOf(refused.header("retry-after"))))
          .isBetween(95, 105);
      assertThat(river.exchange(get("/_cat/indices")).status()).as("is no search").isEqualTo(200);
      assertThat(node.requests()).hasSize(2);
    }
  }

  private Message refused(String search, QueriesSettings queries) throws IOException {
    FixtureSettings settings =
        new FixtureSettings().queries(queries).limits(limit("cost", 100, LONG).ofCost().build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(river.exchange(search).status()).isEqualTo(200);
      await().until(() -> used(river) == 100);
      return river.exchange(search);
    }
  }

  @Test
  void shouldSayWhichRuleFindsWhatAndWhatToAskInstead() throws IOException {
    String search =
        withBody("POST", "/bills/_search", "{\"query\":{\"wildcard\":{\"user\":\"*a*\"}}}");
    QueryRuleSettings rule =
        new QueryRuleSettings(
            "leading-wildcard",
            RuleMode.OBSERVE,
            0,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    Message refused = refused(search, QueriesSettings.of(RuleMode.OBSERVE, rule));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body())
        .contains(
            "\"rule\":\"leading-wildcard\"",
            "\"limit\":\"cost\"",
            "\"budget\":\"100\"",
            "\"within\":\"100000ms\"",
            "; come back in " + refused.header("retry-after") + " s; rule [leading-wildcard] finds",
            "\"cure\":\"");
  }

  @Test
  void shouldShowTheSearchAsItWouldHaveGoneOn() throws IOException {
    String users = "\"b\",".repeat(20) + "\"a\"";
    String search =
        withBody("POST", "/bills/_search", "{\"query\":{\"terms\":{\"user\":[" + users + "]}}}");

    Message refused = refused(search, QueriesSettings.defaults());

    assertThat(refused.status()).isEqualTo(429);
    assertThat(SearchError.of(refused).facts().get("cure"))
        .contains("{\"terms\":{\"user\":[\"a\",\"b\"]}}");
  }

  @Test
  void shouldSayToAskForLessWhereNothingElseIsKnown() throws IOException {
    assertThat(refused(DEAR, QueriesSettings.defaults()).body())
        .contains("\"cure\":\"ask for less: ");
  }

  @Test
  void shouldGiveBackWhatASearchDidNotNeed() throws IOException {
    String guessedDear =
        withBody("POST", "/bills/_search", "{\"query\":{\"wildcard\":{\"user\":\"*a*\"}}}");
    try (ScriptedUpstream quick =
            ScriptedUpstream.answering(ok("{\"took\":0,\"_shards\":{\"total\":1},\"hits\":{}}"));
        GatewayFixture river =
            GatewayFixture.start(
                settings().limits(limit("cost", 100, LONG).ofCost().build()), quick)) {
      for (int i = 0; i < 10; i++) {
        assertThat(river.exchange(guessedDear).status()).isEqualTo(200);
        await().until(() -> used(river) <= 20);
      }
    }
  }

  @Test
  void shouldCountEachShapeForItself() throws IOException {
    FixtureSettings settings =
        settings().limits(limit("cost", 100, LONG).ofCost().by(LimitKey.SHAPE).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(river.exchange(DEAR).status()).isEqualTo(200);
      await().until(() -> used(river) >= 100);
      assertThat(river.exchange(DEAR).status()).isEqualTo(429);
      assertThat(river.exchange(OTHER).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldSendWhatIsDearToALaneOfItsOwn() throws IOException {
    FixtureSettings settings = settings().lanes(lane("bombs", 1).costing(40).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(river.exchange(DEAR).status()).isEqualTo(200);
      await().until(() -> river.gateway().shapes().report().count() == 1);
      assertThat(river.status().admission().lanes().getFirst().admitted()).isZero();

      assertThat(river.exchange(DEAR).status()).isEqualTo(200);

      assertThat(river.status().admission().lanes().getFirst().admitted()).isEqualTo(1);
      assertThat(river.exchange(OTHER).status()).isEqualTo(200);
      assertThat(river.status().admission().lanes().getFirst().admitted()).isEqualTo(1);
    }
  }
}
