package dev.weir.gateway.query;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.UnreadBody;
import dev.weir.gateway.status.RuleStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import dev.weir.search.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules make of queries, through the whole gateway. */
class QueryFilterTest {
  private static final String DEEP = "{\"from\":20000,\"size\":10}";
  private static final String FINE = "{\"query\":{\"match\":{\"title\":\"secret\"}}}";

  private final ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));

  @AfterEach
  void close() {
    node.close();
  }

  private GatewayFixture in(RuleMode mode, QueryRuleSettings... rules) {
    return with(QueriesSettings.of(mode, rules));
  }

  private GatewayFixture with(QueriesSettings queries) {
    TenantSettings bills =
        new TenantSettings(
            "bills",
            Priority.NORMAL,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new TenantHeaderSettings("X-Tenant", "bills")),
            List.of());
    TenantsSettings tenants =
        new TenantsSettings(
            List.of(bills), List.of(), Admission.PASS, Admission.PASS, Priority.NORMAL);
    return GatewayFixture.start(new FixtureSettings().queries(queries).tenants(tenants), node);
  }

  private static String search(String body) {
    return withBody("POST", "/bills/_search", body);
  }

  private static String ofBills(String body) {
    return head(
            "POST /bills/_search HTTP/1.1",
            "Host: a",
            "X-Tenant: bills",
            "Content-Length: " + body.length())
        + body;
  }

  private static String gzipped(byte[] packed, String... more) {
    String fields = String.join("\r\n", more);
    return head(
            "POST /bills/_search HTTP/1.1",
            "Host: a",
            "Content-Encoding: gzip" + (fields.isEmpty() ? "" : "\r\n" + fields),
            "Content-Length: " + packed.length)
        + new String(packed, StandardCharsets.ISO_8859_1);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static RuleStatus rule(GatewayFixture river, String id) {
    return river.status().queries().rules().stream()
        .filter(each -> each.rule().equals(id))
        .findAny()
        .orElseThrow();
  }

  private static QueryRuleSettings rule(
      String id, RuleMode mode, List<String> tenants, List<String> exempt, List<String> indices) {
    return new QueryRuleSettings(id, mode, 0, null, tenants, exempt, List.of(), List.of(), indices);
  }

  @Test
  void shouldReadNothingWhereNothingIsConfigured() throws IOException {
    try (GatewayFixture river = GatewayFixture.start(new FixtureSettings(), node)) {
      assertThat(river.exchange(search(DEEP)).status()).isEqualTo(200);

      assertThat(river.status().queries().reading()).isFalse();
      assertThat(river.status().queries().profiles()).isZero();
    }
  }

  @Test
  void shouldCountWhatItObserves() throws IOException {
    try (GatewayFixture river = with(QueriesSettings.defaults())) {
      Message answer = river.exchange(ofBills(DEEP));
      river.exchange(search(FINE));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("warning")).isNull();
      assertThat(node.takeRequest().body()).isEqualTo(DEEP);
      assertThat(river.status().queries().profiles()).isEqualTo(2);
      RuleStatus rule = rule(river, "deep-page");
      assertThat(rule.mode()).isEqualTo("observe");
      assertThat(rule.observed()).isEqualTo(Map.of("bills", 1L));
      assertThat(rule.refused()).isEmpty();
      RuleStatus.Example last = Objects.requireNonNull(rule.last());
      assertThat(last.tenant()).isEqualTo("bills");
      assertThat(last.indices()).isEqualTo("bills");
      assertThat(last.shape()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void shouldWarnAsEnginesDo() throws IOException {
    try (GatewayFixture river = in(RuleMode.WARN)) {
      Message answer = river.exchange(search(DEEP));
      Message fine = river.exchange(search(FINE));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("warning"))
          .isEqualTo("299 Weir-rules \"rule [deep-page]: hits up to 20010, of 10000 at most\"");
      assertThat(fine.header("warning")).isNull();
      assertThat(rule(river, "deep-page").warned()).containsEntry("unknown", 1L);
    }
  }

  @Test
  void shouldRefuseWithTheRuleTheValueTheLimitAndTheCure() throws IOException {
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      Message answer = river.exchange(search(DEEP));
      Message fine = river.exchange(search(FINE));

      SearchError error = SearchError.of(answer);
      assertThat(error.status()).isEqualTo(400);
      assertThat(error.type()).isEqualTo("query_refused_exception");
      assertThat(error.reason()).contains("deep-page", "20010", "10000", "search_after");
      assertThat(error.facts())
          .containsEntry("rule", "deep-page")
          .containsEntry("measured", "20010")
          .containsEntry("limit", "10000")
          .containsKey("cure")
          .containsKey("shape");
      assertThat(fine.status()).isEqualTo(200);
      assertThat(node.takeRequest().body()).isEqualTo(FINE);
      assertThat(rule(river, "deep-page").refused()).containsEntry("unknown", 1L);
    }
  }

  @Test
  void shouldTakeTheFirstPartThatIsForASearch() throws IOException {
    try (GatewayFixture river =
        in(
            RuleMode.WARN,
            rule("deep-page", RuleMode.OFF, List.of(), List.of(), List.of("logs-*")),
            rule("deep-page", RuleMode.ENFORCE, List.of(), List.of("bills"), List.of("bills")))) {

      assertThat(river.exchange(search(DEEP)).status()).isEqualTo(400);
      // Exempt, which is off, and not what is said of all others.
      assertThat(river.exchange(ofBills(DEEP)).header("warning")).isNull();
      assertThat(river.exchange(withBody("POST", "/logs-1/_search", DEEP)).header("warning"))
          .isNull();
      assertThat(river.exchange(withBody("POST", "/other/_search", DEEP)).header("warning"))
          .contains("deep-page");
    }
  }

  @Test
  void shouldTakeALimitOfItsOwn() throws IOException {
    QueryRuleSettings lower =
        new QueryRuleSettings(
            "large-page",
            RuleMode.ENFORCE,
            50,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(Operation.SEARCH),
            List.of());
    try (GatewayFixture river = in(RuleMode.OBSERVE, lower)) {
      assertThat(river.exchange(search("{\"size\":50}")).status()).isEqualTo(200);
      assertThat(river.exchange(search("{\"size\":51}")).status()).isEqualTo(400);
    }
  }

  @Test
  void shouldApplyAnEntryToItsShapesOnly() throws IOException {
    String other = "{\"from\":20000,\"query\":{\"match\":{\"text\":\"a\"}}}";
    String shape;
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      Message refused = river.exchange(search(DEEP));
      Matcher id = Pattern.compile("\"shape\":\"([0-9a-f]{16})\"").matcher(refused.body());
      assertThat(id.find()).isTrue();
      shape = id.group(1);
    }
    QueryRuleSettings known = QueryRuleSettings.of("deep-page", RuleMode.OFF).ofShapes(shape);
    try (GatewayFixture river = in(RuleMode.ENFORCE, known)) {
      assertThat(river.exchange(search(DEEP)).status()).isEqualTo(200);
      assertThat(river.exchange(search(other)).status()).isEqualTo(400);
    }
  }

  @Test
  void shouldReadWhatStandsInTheTarget() throws IOException {
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      String encoded = DEEP.replace("{", "%7B").replace("}", "%7D").replace("\"", "%22");

      assertThat(river.exchange(get("/bills/_search?from=20000")).status()).isEqualTo(400);
      assertThat(river.exchange(get("/bills/_search?source=" + encoded)).status()).isEqualTo(400);
      assertThat(river.exchange(get("/bills/_search?from=20")).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /bills/_count",
        "POST /bills/_delete_by_query",
        "POST /bills/_validate/query",
        "POST /_async_search",
        "GET /bills/_search/template"
      })
  void shouldReadEveryOperationThatHasAQuery(String what) throws IOException {
    String values = "1,".repeat(2_000) + "1";
    String body = "{\"query\":{\"terms\":{\"id\":[" + values + "]}}}";
    if (what.contains("template")) {
      body = "{\"source\":" + body + "}";
    }
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      String[] words = what.split(" ", -1);
      Message answer = river.exchange(withBody(words[0], words[1], body));

      assertThat(SearchError.of(answer).facts()).containsEntry("rule", "too-many-values");
    }
  }

  @Test
  void shouldLeaveDocumentsUnread() throws IOException {
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      assertThat(river.exchange(withBody("PUT", "/bills/_doc/1", DEEP)).status()).isEqualTo(200);
      assertThat(river.exchange(withBody("POST", "/_bulk", "{]\n")).status()).isEqualTo(200);
      assertThat(river.status().queries().profiles()).isZero();
    }
  }

  @Test
  void shouldJudgeEachOfManySearches() throws IOException {
    try (GatewayFixture river =
        in(
            RuleMode.WARN,
            rule("deep-page", RuleMode.ENFORCE, List.of(), List.of(), List.of("logs-*")))) {
      String many =
          "{}\n"
              + FINE
              + "\n{\"index\":\"logs-1\"}\n"
              + DEEP
              + "\n{\"index\":\"a\"}\n"
              + FINE
              + "\n";
      Message refused = river.exchange(withBody("POST", "/bills/_msearch", many));
      Message warned =
          river.exchange(withBody("POST", "/bills/_msearch", many.replace("logs-1", "other")));

      assertThat(SearchError.of(refused).facts())
          .containsEntry("rule", "deep-page")
          .containsEntry("search", "1");
      assertThat(warned.status()).isEqualTo(200);
      assertThat(warned.header("warning")).contains("deep-page");
      assertThat(river.status().queries().profiles()).isEqualTo(6);
    }
  }

  @Test
  void shouldJudgeWhatItKnowsByItsForm() throws IOException {
    String form = "{\"query\":{\"term\":{\"user\":%d}},\"from\":%d}";
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      for (int i = 0; i < 40; i++) {
        assertThat(river.exchange(search(form.formatted(i, i))).status()).isEqualTo(200);
      }
      for (int i = 0; i < 10; i++) {
        Message refused = river.exchange(search(form.formatted(i, 100_000 + i)));
        assertThat(SearchError.of(refused).facts()).containsEntry("rule", "deep-page");
      }
      assertThat(river.status().queries().profiles()).isEqualTo(50);
      assertThat(river.status().queries().known()).isBetween(10L, 46L);
    }
  }

  @Test
  void shouldReadWhatIsPackedAndSendItOnAsItCame() throws IOException {
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      byte[] fine = gzip(FINE);
      byte[] deep = gzip(DEEP);

      assertThat(river.exchange(gzipped(fine)).status()).isEqualTo(200);
      assertThat(node.takeRequest().body())
          .isEqualTo(new String(fine, StandardCharsets.ISO_8859_1));
      assertThat(SearchError.of(river.exchange(gzipped(deep))).facts())
          .containsEntry("rule", "deep-page");
    }
  }

  @Test
  void shouldRefuseABombInBoundedMemory() throws IOException {
    byte[] bomb = gzip("{\"query\":" + " ".repeat(20_000_000) + "{\"match_all\":{}}}");
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      SearchError error = SearchError.of(river.exchange(gzipped(bomb)));

      assertThat(error.status()).isEqualTo(400);
      assertThat(error.facts()).containsEntry("rule", "unread");
      assertThat(river.status().queries().unread()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"query\":", "not json", "query:\n  match_all: {}\n", "{\"a\":{}} {\"from\":9}"})
  void shouldRefuseWhatItCannotRead(String body) throws IOException {
    QueryRuleSettings open =
        new QueryRuleSettings(
            "deep-page",
            RuleMode.ENFORCE,
            0,
            UnreadBody.PASS,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    try (GatewayFixture closed =
            in(RuleMode.OBSERVE, QueryRuleSettings.of("deep-page", RuleMode.ENFORCE));
        GatewayFixture passing = in(RuleMode.OBSERVE, open)) {

      assertThat(SearchError.of(closed.exchange(search(body))).facts())
          .containsEntry("rule", "deep-page");
      assertThat(passing.exchange(search(body)).status()).isEqualTo(200);
      assertThat(rule(passing, "unread").observed()).containsEntry("unknown", 1L);
    }
  }

  @Test
  void shouldCountWhatIsTooLargeAsUnread() throws IOException {
    QueriesSettings usual = QueriesSettings.defaults();
    QueriesSettings small =
        new QueriesSettings(
            RuleMode.ENFORCE,
            ByteSize.ofKilobytes(1),
            usual.unread(),
            usual.rules(),
            usual.shapes(),
            null);
    String large = "{\"query\":{\"match\":{\"a\":\"" + "b".repeat(2_000) + "\"}}}";
    try (GatewayFixture river = with(small)) {
      assertThat(SearchError.of(river.exchange(search(large))).facts())
          .containsEntry("rule", "unread");
    }
    try (GatewayFixture river =
        with(
            new QueriesSettings(
                RuleMode.OBSERVE,
                ByteSize.ofKilobytes(1),
                usual.unread(),
                usual.rules(),
                usual.shapes(),
                null))) {
      assertThat(river.exchange(search(large)).status()).isEqualTo(200);
      assertThat(node.takeRequest().body()).isEqualTo(large);
    }
  }

  @Test
  void shouldChangeWhileItRuns() throws IOException {
    FixtureSettings settings = new FixtureSettings().queries(QueriesSettings.of(RuleMode.OBSERVE));
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      river.exchange(search(DEEP));
      river.gateway().reload(settings.queries(QueriesSettings.of(RuleMode.ENFORCE)).build());
      Message refused = river.exchange(search(DEEP));

      assertThat(refused.status()).isEqualTo(400);
      assertThat(rule(river, "deep-page").observed()).containsEntry("unknown", 1L);
      assertThat(rule(river, "deep-page").refused()).containsEntry("unknown", 1L);
    }
  }

  @Test
  void shouldBeSetByHandForATime() throws IOException {
    try (GatewayFixture river = in(RuleMode.OBSERVE)) {
      Queries queries = river.gateway().queries();
      Duration hour = Duration.ofHours(1);

      assertThat(queries.setMode("deep-page", RuleMode.ENFORCE, hour, "now")).isTrue();
      assertThat(queries.setMode("no-rule", RuleMode.ENFORCE, hour, "now")).isFalse();
      assertThat(river.exchange(search(DEEP)).status()).isEqualTo(400);
      assertThat(rule(river, "deep-page").mode()).isEqualTo("enforce");
      assertThat(rule(river, "deep-page").byHand()).isNotNull();
      assertThat(queries.modeBack("deep-page")).isTrue();
      assertThat(river.exchange(search(DEEP)).status()).isEqualTo(200);
      assertThat(queries.setMode("deep-page", RuleMode.ENFORCE, Duration.ZERO, "now")).isTrue();
      assertThat(river.exchange(search(DEEP)).status()).isEqualTo(200);
      assertThat(rule(river, "deep-page").byHand()).isNull();
    }
  }

  @Test
  void shouldRefuseADeepBodyWithoutHoldingAllOfIt() throws IOException {
    String piece = "[".repeat(1 << 20);
    try (GatewayFixture river = in(RuleMode.ENFORCE);
        RawClient client = river.connect()) {
      client.send(
          head("POST /bills/_search HTTP/1.1", "Host: a", "Content-Length: " + 100 * (1 << 20)));
      client.send(piece).send(piece);
      Message answer = client.readResponse();

      assertThat(SearchError.of(answer).facts()).containsEntry("rule", "unread");
      assertThat(river.status().queries().heldBytes()).isLessThanOrEqualTo(1 << 20);
    }
  }

  @Test
  void shouldReadManySearchesThatStandInTheTarget() throws IOException {
    String many = "{}\n" + DEEP + "\n";
    String encoded = URLEncoder.encode(many, StandardCharsets.UTF_8);
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      assertThat(river.exchange(get("/bills/_msearch?source=" + encoded)).status()).isEqualTo(400);
    }
  }

  @Test
  void shouldProfileWhatFitsOfALargeBody() throws IOException {
    String large =
        "{\"from\":20000,\"query\":{\"match\":{\"a\":\"" + "b ".repeat(600_000) + "\"}}}";
    try (GatewayFixture river = in(RuleMode.WARN)) {
      Message answer = river.exchange(search(large));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head().all("warning"))
          .hasSize(2)
          .anySatisfy(warning -> assertThat(warning).contains("unread"))
          .anySatisfy(warning -> assertThat(warning).contains("deep-page"));
    }
  }

  @Test
  void shouldHoldNoMoreOfAllBodiesThanIsAllowed() throws IOException {
    String most = "{\"query\":{\"match\":{\"a\":\"" + "b".repeat(1_000_000);
    try (GatewayFixture river = in(RuleMode.ENFORCE)) {
      for (int i = 0; i < 40; i++) {
        river
            .connect()
            .send(head("POST /a/_search HTTP/1.1", "Host: a", "Content-Length: 1040000") + most);
      }
      await().until(() -> river.status().queries().denied() > 0);

      assertThat(river.status().queries().heldBytes()).isBetween(1L << 20, 32L << 20);
      await().until(() -> river.ends().stream().anyMatch(end -> end.status() == 503));
      assertThat(river.exchange(search(FINE)).status()).isEqualTo(200);
    }
  }
}
