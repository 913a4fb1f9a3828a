package dev.weir.gateway.query;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RewriteSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.status.RewriteStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Searches that go on as others than they came, through the whole gateway. */
class RewritingTest {
  /** Long enough to be worth it. */
  private static final String LIST =
      IntStream.range(10, 26).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));

  private static final String WRITTEN =
      "{\"query\":{\"terms\":{\"user\":[%s]}}}".formatted(LIST + ",\"10\"");
  private static final String SORTED = "{\"query\":{\"terms\":{\"user\":[%s]}}}".formatted(LIST);

  private static FixtureSettings settings(RewriteSettings rewrites, QueryRuleSettings... rules) {
    return new FixtureSettings()
        .queries(QueriesSettings.of(RuleMode.OBSERVE, rules).withRewrites(rewrites));
  }

  private static RewriteSettings equivalent(int comparePercent) {
    return new RewriteSettings(true, List.of(), 0, null, 0, comparePercent);
  }

  private static RewriteStatus rewrite(GatewayFixture river, String id) {
    return river.status().queries().rewrites().stream()
        .filter(each -> each.rewrite().equals(id))
        .findAny()
        .orElseThrow();
  }

  @Test
  void shouldRewriteWhatComesPlainAndPacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
      packing.write(WRITTEN.getBytes(StandardCharsets.UTF_8));
    }
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river = GatewayFixture.start(settings(equivalent(0)), node)) {

      Message answer = river.exchange(withBody("POST", "/bills/_search", WRITTEN));
      river.exchange(
          head(
                  "POST /bills/_search HTTP/1.1",
                  "Host: a",
                  "Content-Type: application/json",
                  "Content-Encoding: gzip",
                  "Content-Length: " + packed.size())
              + packed.toString(StandardCharsets.ISO_8859_1));

      assertThat(node.takeRequest().body()).isEqualTo(SORTED);
      Message second = node.takeRequest();
      assertThat(second.body()).isEqualTo(SORTED);
      assertThat(second.header("Content-Encoding")).isNull();
      assertThat(second.header("Content-Length")).isEqualTo("" + SORTED.length());
      assertThat(answer.header("Weir-Rewritten")).isNull();
      assertThat(rewrite(river, "sorted-terms").applied()).isEqualTo(2);
    }
  }

  @Test
  void shouldRewriteEachOfSeveralSearches() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river = GatewayFixture.start(settings(equivalent(0)), node)) {

      String fine = "{\"query\":{\"match_all\":{}}}";
      river.exchange(
          withBody(
              "POST",
              "/_msearch",
              "{}\n" + WRITTEN + "\n{\"index\":\"b\"}\n" + fine + "\n{}\n" + WRITTEN + "\n"));

      assertThat(node.takeRequest().body())
          .isEqualTo("{}\n" + SORTED + "\n{\"index\":\"b\"}\n" + fine + "\n{}\n" + SORTED + "\n");
    }
  }

  @Test
  void shouldMarkSearchesWithoutHitsInTheTarget() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river = GatewayFixture.start(settings(equivalent(0)), node)) {

      river.exchange(get("/bills/_search?size=0"));

      assertThat(node.takeRequest().target()).isEqualTo("/bills/_search?size=0&request_cache=true");
    }
  }

  @Test
  void shouldSayWhatItNarrows() throws IOException {
    RewriteSettings capping = new RewriteSettings(false, List.of(), 100, null, 0, 0);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river =
            GatewayFixture.start(settings(capping).sourceFields("id", "price"), node)) {

      Message answer =
          river.exchange(withBody("POST", "/bills/_search", "{\"track_total_hits\":true}"));

      assertThat(node.takeRequest().body())
          .isEqualTo("{\"_source\":[\"id\",\"price\"],\"track_total_hits\":100}");
      assertThat(answer.header("Weir-Rewritten")).isEqualTo("capped-total, source-fields");
    }
  }

  @Test
  void shouldLeaveOtherFormatsAndWhatIsOffAlone() throws IOException {
    QueryRuleSettings off = QueryRuleSettings.of("too-many-values", RuleMode.OFF);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river = GatewayFixture.start(settings(equivalent(0), off), node)) {

      river.exchange(withBody("POST", "/bills/_search", WRITTEN));
      assertThat(node.takeRequest().body()).isEqualTo(WRITTEN);

      FixtureSettings on = settings(equivalent(0)).node(node);
      river.gateway().reload(on.build());
      river.exchange(withBody("POST", "/bills/_search", WRITTEN));
      assertThat(node.takeRequest().body()).isEqualTo(SORTED);

      river.exchange(
          head(
                  "POST /bills/_search HTTP/1.1",
                  "Host: a",
                  "Content-Type: application/yaml",
                  "Content-Length: " + WRITTEN.length())
              + WRITTEN);
      assertThat(node.takeRequest().body()).isEqualTo(WRITTEN);
    }
  }

  @Test
  void shouldTurnOffWhatIsAnsweredOtherwiseForThatShape() throws IOException {
    Script lying = Script.answering(request -> json(request.body().equals(WRITTEN) ? "1" : "2"));
    try (ScriptedUpstream node = ScriptedUpstream.start(lying);
        GatewayFixture river = GatewayFixture.start(settings(equivalent(100)), node)) {

      Message answer = river.exchange(withBody("POST", "/bills/_search", WRITTEN));

      assertThat(answer.body()).isEqualTo("{\"took\":2,\"hits\":2}");
      await().until(() -> rewrite(river, "sorted-terms").shapesOff() == 1);
      assertThat(rewrite(river, "sorted-terms").diverged()).isEqualTo(1);
      assertThat(river.exchange(withBody("POST", "/bills/_search", WRITTEN)).body())
          .isEqualTo("{\"took\":1,\"hits\":1}");
      String other = WRITTEN.replace("user", "other");
      assertThat(river.exchange(withBody("POST", "/bills/_search", other)).body())
          .isEqualTo("{\"took\":2,\"hits\":2}");
    }
  }

  @Test
  void shouldCompareWhatIsAnsweredTheSame() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.answering(request -> json("1")));
        GatewayFixture river = GatewayFixture.start(settings(equivalent(100)), node)) {

      river.exchange(withBody("POST", "/bills/_search", WRITTEN));

      assertThat(node.takeRequest().body()).isEqualTo(SORTED);
      Message again = node.takeRequest();
      assertThat(again.body()).isEqualTo(WRITTEN);
      assertThat(again.target()).isEqualTo("/bills/_search?preference=weir");
      await().until(() -> rewrite(river, "sorted-terms").compared() == 1);
      assertThat(rewrite(river, "sorted-terms").diverged()).isZero();
      assertThat(rewrite(river, "sorted-terms").shapesOff()).isZero();
    }
  }

  private static String json(String value) {
    String body = "{\"took\":" + value + ",\"hits\":" + value + "}";
    return head(
            "HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Length: " + body.length())
        + body;
  }
}
