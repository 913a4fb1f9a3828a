package dev.weir.gateway.query;

import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.status.ScrollsStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** How many scrolls are open, through the whole gateway. */
class ScrollsTest {
  private static final String REST =
      ",\"took\":3,\"timed_out\":false,\"_shards\":{\"total\":1,\"failed\":0},\"hits\":{\"hits\":[]}}";

  private static String answer(String status, String body) {
    return "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
  }

  private static String opened(String id) {
    return answer("200 OK", "{\"_scroll_id\":\"" + id + "\"" + REST);
  }

  private static String gzipped(String body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
        + out.size()
        + "\r\n\r\n"
        + out.toString(StandardCharsets.ISO_8859_1);
  }

  private static FixtureSettings limited(RuleMode mode, int limit) {
    QueryRuleSettings rule =
        new QueryRuleSettings(
            "many-scrolls",
            mode,
            limit,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return new FixtureSettings().queries(QueriesSettings.of(RuleMode.OBSERVE, rule));
  }

  private static String open(String kept) {
    return withBody("POST", "/bills/_search?scroll=" + kept, "{\"size\":100}");
  }

  private static String move(String id) {
    return withBody("POST", "/_search/scroll", "{\"scroll\":\"1m\",\"scroll_id\":\"" + id + "\"}");
  }

  private static int open(GatewayFixture river) {
    return river.status().queries().scrolls().open().getOrDefault("unknown", 0);
  }

  @Test
  void shouldRefuseOneMoreAndSayWhen() throws IOException {
    AtomicInteger id = new AtomicInteger();
    try (ScriptedUpstream node =
            ScriptedUpstream.start(Script.answering(_ -> opened("id" + id.incrementAndGet())));
        GatewayFixture river = GatewayFixture.start(limited(RuleMode.ENFORCE, 2), node)) {
      assertThat(river.exchange(open("5m")).status()).isEqualTo(200);
      assertThat(river.exchange(get("/bills/_search?s%63roll=3m")).status()).isEqualTo(200);
      assertThat(open(river)).isEqualTo(2);

      Message refused = river.exchange(open("1m"));

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.body())
          .contains(
              "\"type\":\"query_refused_exception\"",
              "\"rule\":\"many-scrolls\"",
              "3 scrolls open at once, of 2 at most",
              "\"measured\":\"3\"",
              "\"limit\":\"2\"",
              "search_after",
              "pit");
      assertThat(Integer.parseInt(String.valueOf(refused.header("retry-after"))))
          .isBetween(150, 180);
      assertThat(node.requests()).hasSize(2);
      assertThat(open(river)).isEqualTo(2);
      assertThat(river.exchange(move("id1")).status()).as("moves one").isEqualTo(200);
      assertThat(river.exchange(withBody("POST", "/bills/_search", "{}")).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldKnowWhatIsMovedClosedAndGone() throws IOException {
    AtomicInteger id = new AtomicInteger();
    String found = "{\"succeeded\":true,\"num_freed\":1}";
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                Script.answering(
                    request -> {
                      if (request.method().equals("DELETE")) {
                        return answer("200 OK", found);
                      }
                      return request.body().contains("gone")
                          ? answer("404 Not Found", "{}")
                          : opened("id" + id.incrementAndGet());
                    }));
        GatewayFixture river = GatewayFixture.start(limited(RuleMode.OBSERVE, 100), node)) {
      river.exchange(open("5m")); // id1
      river.exchange(open("5m")); // id2
      river.exchange(open("5m")); // id3
      assertThat(open(river)).isEqualTo(3);
      river.exchange(move("id1")); // goes on as id4
      assertThat(open(river)).isEqualTo(3);
      river.exchange(get("/_search/scroll?scroll=1m&scroll_id=elsewhere")); // id5
      assertThat(open(river)).isEqualTo(4);

      river.exchange(withBody("DELETE", "/_search/scroll", "{\"scroll_id\":[\"id4\",\"id2\"]}"));
      assertThat(open(river)).isEqualTo(2);
      river.exchange(head("DELETE /_search/scroll/id5%2Cid1 HTTP/1.1", "Host: a"));
      assertThat(open(river)).isEqualTo(1);
      river.exchange(move("gone"));
      assertThat(open(river)).isEqualTo(1);
      river.exchange(head("DELETE /_search/scroll/_all HTTP/1.1", "Host: a"));
      assertThat(open(river)).isZero();
      assertThat(river.status().queries().scrolls())
          .isEqualTo(new ScrollsStatus(Map.of("unknown", 0), 3, 0, 0));
    }
  }

  @Test
  void shouldForgetOneThatTheNodeDoesNotHave() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                Script.answering(
                    request ->
                        request.target().startsWith("/_search/scroll")
                            ? answer("404 Not Found", "{}")
                            : opened("a/b+c==")));
        GatewayFixture river = GatewayFixture.start(limited(RuleMode.OBSERVE, 100), node)) {
      river.exchange(open("5m"));
      river.exchange(get("/_search/scroll/other"));
      assertThat(open(river)).isEqualTo(1);
      river.exchange(get("/_search/scroll?scroll_id=a%2Fb%2Bc%3D%3D"));
      assertThat(open(river)).isZero();
    }
  }

  @Test
  void shouldCountWhatIsRefusedElsewhereNotAtAll() throws IOException {
    for (String refused :
        List.of(answer("400 Bad Request", "{}"), answer("200 OK", "{\"took\":1}"))) {
      try (ScriptedUpstream node = ScriptedUpstream.answering(refused);
          GatewayFixture river = GatewayFixture.start(limited(RuleMode.ENFORCE, 1), node)) {
        for (int i = 0; i < 3; i++) {
          river.exchange(open("5m"));
          river.awaitEnds(i + 1);
        }
        assertThat(node.requests()).hasSize(3);
        assertThat(open(river)).isZero();
        assertThat(river.status().queries().scrolls().uncounted())
            .isEqualTo(refused.contains("200") ? 3 : 0);
      }
    }
  }

  @Test
  void shouldSeeIdsInPackedAnswersAndLetThemEnd() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.answering(gzipped("{\"_scroll_id\":\"id\"" + REST));
        GatewayFixture river = GatewayFixture.start(limited(RuleMode.WARN, 1), node)) {
      Message first = river.exchange(open("200ms"));
      assertThat(first.header("warning")).isNull();
      assertThat(river.status().queries().scrolls().opened()).isEqualTo(1);

      await().until(() -> open(river) == 0);

      assertThat(river.status().queries().scrolls().expired()).isEqualTo(1);
      river.exchange(open("1h"));
      Message third = river.exchange(open("1h"));
      assertThat(third.status()).isEqualTo(200);
      assertThat(third.header("warning")).contains("many-scrolls", "2 scrolls open at once");
    }
  }

  @Test
  void shouldKeepNoCountWhereNoQueryIsRead() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(opened("id"));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings(), node)) {
      river.exchange(open("5m"));
      assertThat(river.status().queries().scrolls()).isEqualTo(ScrollsStatus.NONE);
    }
  }
}
