package dev.weir.gateway.query;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.settings.ShapesSettings;
import dev.weir.gateway.settings.UnreadBody;
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

/** What rules make of writes, through the whole gateway. */
class WriteRulesTest {
  private static final String WITHOUT_ID = "{\"index\":{}}\n{\"a\":1}\n";
  private static final String WITH_ID = "{\"index\":{\"_id\":\"1\"}}\n{\"a\":1}\n";

  private final ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));

  @AfterEach
  void close() {
    node.close();
  }

  private GatewayFixture with(UnreadBody unread, QueryRuleSettings... rules) {
    QueriesSettings queries =
        new QueriesSettings(
            RuleMode.ENFORCE,
            ByteSize.ofKilobytes(1),
            unread,
            List.of(rules),
            ShapesSettings.defaults(),
            null);
    return GatewayFixture.start(new FixtureSettings().queries(queries), node);
  }

  private static QueryRuleSettings enforced(String rule) {
    return QueryRuleSettings.of(rule, RuleMode.ENFORCE);
  }

  private static QueryRuleSettings enforced(String rule, int limit) {
    return new QueryRuleSettings(
        rule, RuleMode.ENFORCE, limit, null, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static String bulk(String body) {
    return withBody("POST", "/bills/_bulk", body);
  }

  private static String rule(Message refused) throws IOException {
    return SearchError.of(refused).facts().getOrDefault("rule", "");
  }

  @Test
  void shouldRefuseBulksWithoutIds() throws IOException {
    try (GatewayFixture river = with(UnreadBody.PASS, enforced("bulk-without-ids"))) {
      assertThat(rule(river.exchange(bulk(WITHOUT_ID)))).isEqualTo("bulk-without-ids");
      assertThat(river.exchange(bulk(WITH_ID)).status()).isEqualTo(200);
      assertThat(node.takeRequest().body()).isEqualTo(WITH_ID);
    }
  }

  @Test
  void shouldLetRulesSayWhatBecomesOfBulksTooLargeToRead() throws IOException {
    String large = WITH_ID.repeat(100);
    try (GatewayFixture river = with(UnreadBody.PASS, enforced("bulk-without-ids"))) {
      assertThat(river.exchange(bulk(large)).status()).isEqualTo(200);
      assertThat(node.takeRequest().body()).isEqualTo(large);
    }
    try (GatewayFixture river = with(UnreadBody.REFUSE, enforced("bulk-without-ids"))) {
      assertThat(rule(river.exchange(bulk(large)))).isEqualTo("bulk-without-ids");
    }
    try (GatewayFixture river = with(UnreadBody.REFUSE, enforced("refresh-on-write"))) {
      assertThat(river.exchange(bulk(large)).status()).as("it looks at no line").isEqualTo(200);
    }
  }

  @Test
  void shouldMeasureBulksByTheirLengthAndTheirItems() throws IOException {
    try (GatewayFixture river =
        with(UnreadBody.PASS, enforced("large-bulk", 5_000), enforced("long-bulk", 3))) {
      assertThat(rule(river.exchange(bulk(WITH_ID.repeat(500))))).isEqualTo("large-bulk");
      assertThat(rule(river.exchange(bulk(WITH_ID.repeat(4))))).isEqualTo("long-bulk");
      assertThat(river.exchange(bulk(WITH_ID.repeat(3))).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldRefuseARefreshWithEveryWrite() throws IOException {
    try (GatewayFixture river = with(UnreadBody.PASS, enforced("refresh-on-write"))) {
      assertThat(rule(river.exchange(withBody("PUT", "/bills/_doc/1?refresh=true", "{}"))))
          .isEqualTo("refresh-on-write");
      assertThat(rule(river.exchange(withBody("POST", "/bills/_bulk?refresh", WITH_ID))))
          .isEqualTo("refresh-on-write");
      assertThat(river.exchange(withBody("PUT", "/bills/_doc/1?refresh=wait_for", "{}")).status())
          .isEqualTo(200);
      assertThat(river.exchange(withBody("PUT", "/bills/_doc/1", "{}")).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldReadLinesOnceAHandHasTurnedARuleOn() throws IOException {
    try (GatewayFixture river = with(UnreadBody.PASS)) {
      assertThat(river.exchange(bulk(WITHOUT_ID)).status()).isEqualTo(200);
      assertThat(
              river
                  .gateway()
                  .queries()
                  .setMode("bulk-without-ids", RuleMode.ENFORCE, Duration.ofHours(1), "now"))
          .isTrue();
      assertThat(rule(river.exchange(bulk(WITHOUT_ID)))).isEqualTo("bulk-without-ids");
    }
  }
}
