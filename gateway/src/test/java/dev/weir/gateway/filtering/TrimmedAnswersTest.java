package dev.weir.gateway.filtering;

import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.settings.TrimSettings;
import dev.weir.gateway.status.TrimStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Answers of which a route keeps a part. */
class TrimmedAnswersTest {
  private static final String ANSWER =
      "{\"took\":1,\"hits\":{\"total\":2,\"hits\":[{\"_id\":\"1\"},{\"_id\":\"2\",\"s\":\"x\"}]}}";
  private static final String KEPT = "{\"hits\":{\"hits\":[{\"_id\":\"1\"},{\"_id\":\"2\"}]}}";

  private static GatewayFixture start(ScriptedUpstream node) {
    TrimSettings trim = new TrimSettings(List.of("hits.hits"), List.of("**.s"));
    return GatewayFixture.start(new FixtureSettings().trim(trim), node);
  }

  /** Gives one answer after another. */
  private static ScriptedUpstream answering(String... answers) throws IOException {
    AtomicInteger next = new AtomicInteger();
    return ScriptedUpstream.start(
        Script.answering(request -> answers[next.getAndIncrement() % answers.length]));
  }

  private static String json(String status, String body, String... fields) {
    return head(
            "HTTP/1.1 " + status,
            "Content-Type: application/json; charset=UTF-8",
            "Content-Length: " + body.length(),
            fields.length == 0 ? "X-None: 1" : fields[0])
        + body;
  }

  @Test
  void shouldKeepAPartOfGoodAnswersToSearchesAndGets() throws IOException {
    String chunked =
        head(
                "HTTP/1.1 200 OK",
                "Content-Type: application/vnd.elasticsearch+json",
                "Transfer-Encoding: chunked")
            + chunk(ANSWER.substring(0, 30))
            + chunk(ANSWER.substring(30))
            + "0\r\n\r\n";
    try (ScriptedUpstream node =
            answering(json("200 OK", ANSWER), chunked, json("200 OK", ANSWER));
        GatewayFixture river = start(node);
        RawClient client = river.connect()) {

      assertThat(client.send(get("/a/_search")).readResponse().body()).isEqualTo(KEPT);
      assertThat(client.send(withBody("POST", "/a/_msearch", "{}\n{}\n")).readResponse().body())
          .isEqualTo(KEPT);
      assertThat(client.send(get("/a/_doc/1")).readResponse().body()).isEqualTo(KEPT);
      assertThat(river.gateway().status().trims()).isEqualTo(new TrimStatus(3, 0));
    }
  }

  @Test
  void shouldLeaveErrorsOtherRequestsAndOtherFormatsWhole() throws IOException {
    String yaml = head("HTTP/1.1 200 OK", "Content-Type: application/yaml", "Content-Length: 4");
    try (ScriptedUpstream node =
            answering(json("404 Not Found", ANSWER), json("200 OK", ANSWER), yaml + "a: 1");
        GatewayFixture river = start(node);
        RawClient client = river.connect()) {

      assertThat(client.send(get("/a/_search")).readResponse().body()).isEqualTo(ANSWER);
      assertThat(client.send(get("/a/_mapping")).readResponse().body()).isEqualTo(ANSWER);
      assertThat(client.send(get("/a/_search?format=yaml")).readResponse().body())
          .isEqualTo("a: 1");
      assertThat(river.gateway().status().trims()).isEqualTo(new TrimStatus(0, 1));
    }
  }

  @Test
  void shouldAskForWhatIsNotPackedAndPassPackedAnswersOn() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.answering(json("200 OK", "packed", "Content-Encoding: gzip"));
        GatewayFixture river = start(node);
        RawClient client = river.connect()) {

      String request = head("GET /a/_search HTTP/1.1", "Host: a", "Accept-Encoding: gzip");
      assertThat(client.send(request).readResponse().body()).isEqualTo("packed");
      assertThat(node.takeRequest().head().all("Accept-Encoding")).isEmpty();
      assertThat(river.gateway().status().trims()).isEqualTo(new TrimStatus(0, 1));
    }
  }

  @Test
  void shouldLeaveTheBodyOfTheRequestAlone() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(json("200 OK", ANSWER));
        GatewayFixture river = start(node)) {

      river.exchange(chunkedHead("POST", "/a/_search") + chunk("{\"size\":1}") + "0\r\n\r\n");

      assertThat(node.takeRequest().body()).isEqualTo("{\"size\":1}");
    }
  }
}
