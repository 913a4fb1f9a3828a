package dev.weir.gateway.shape;

import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.search.shape.ShapeReport;
import dev.weir.search.shape.ShapeStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Shapes as they are recorded, blocked and limited, through the whole gateway. */
class ShapesRiverTest {
  private static final String ANSWER =
      """
      {"took":37,"timed_out":true,"_shards":{"total":6,"successful":6,"skipped":2,"failed":0},\
      "hits":{"total":{"value":1234,"relation":"eq"},"max_score":1.0,"hits":[]}}\
      """;

  private static FixtureSettings settings() {
    return new FixtureSettings().queries(QueriesSettings.defaults());
  }

  private static String search(String user) {
    return withBody("POST", "/bills/_search", "{\"query\":{\"term\":{\"user\":\"" + user + "\"}}}");
  }

  private static String length(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String chunked(String body) {
    StringBuilder out = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < body.length(); i += 7) {
      String piece = body.substring(i, Math.min(i + 7, body.length()));
      out.append(Integer.toHexString(piece.length())).append("\r\n").append(piece).append("\r\n");
    }
    return out.append("0\r\n\r\n").toString();
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

  private static ShapeReport report(GatewayFixture river, int searches) {
    Shapes shapes = river.gateway().shapes();
    await().until(() -> shapes.report().count() >= searches);
    return shapes.report();
  }

  @Test
  void shouldReadWhatAnAnswerTellsHoweverItIsFramed() throws IOException {
    for (String answer : List.of(length(ANSWER), chunked(ANSWER), gzipped(ANSWER))) {
      try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
          GatewayFixture river = GatewayFixture.start(settings(), node)) {
        for (String user : List.of("a", "b", "c")) {
          assertThat(river.exchange(search(user)).status()).isEqualTo(200);
        }
        river.exchange(get("/bills/_search?size=3"));
        river.exchange(get("/_cat/indices"));

        ShapeReport report = report(river, 4);
        assertThat(report.count()).isEqualTo(4);
        assertThat(report.shapes()).hasSize(2);
        ShapeStatus first = report.first(1, ShapeReport.Order.COUNT).getFirst();
        assertThat(first.count()).isEqualTo(3);
        assertThat(first.took()).isEqualTo(37);
        assertThat(first.hits()).isEqualTo(1234);
        assertThat(first.shards()).isEqualTo(6);
        assertThat(first.timedOut()).isEqualTo(3);
        assertThat(first.cost()).isEqualTo(4 * 37.5);
        assertThat(first.indices()).isEqualTo(Map.of("bills", 3L));
        assertThat(first.operations()).isEqualTo(Map.of("search", 3L));
        assertThat(first.sample()).isEqualTo("{\"query\":{\"term\":{\"user\":\"?\"}}}");
        assertThat(first.share()).isBetween(0.74, 0.76);
      }
    }
  }

  @Test
  void shouldPassAnswersOnAsTheyCame() throws IOException {
    String large = ANSWER.replace("[]", "[" + "{\"_id\":\"1\"},".repeat(50_000) + "{}]");
    try (ScriptedUpstream node = ScriptedUpstream.answering(length(large));
        GatewayFixture river = GatewayFixture.start(settings(), node)) {
      Message answer = river.exchange(search("a"));

      assertThat(answer.body()).isEqualTo(large);
      assertThat(answer.header("content-length")).isEqualTo(Integer.toString(large.length()));
      assertThat(answer.header("transfer-encoding")).isNull();
      assertThat(report(river, 1).shapes().getFirst().hits()).isEqualTo(1234);
    }
  }

  @Test
  void shouldTellSearchesOfOneRequestApart() throws IOException {
    String answer = "{\"took\":100,\"responses\":[" + ANSWER + "," + ANSWER + "]}";
    try (ScriptedUpstream node = ScriptedUpstream.answering(length(answer));
        GatewayFixture river = GatewayFixture.start(settings(), node)) {
      river.exchange(
          withBody(
              "POST",
              "/bills/_msearch",
              "{}\n{\"query\":{\"term\":{\"user\":\"a\"}}}\n"
                  + "{}\n{\"query\":{\"prefix\":{\"user\":\"a\"}}}\n"
                  + "{}\n{\"query\":{\"term\":{\"user\":\"b\"}}}\n"));
      river.exchange(search("c"));

      List<ShapeStatus> shapes = report(river, 4).first(9, ShapeReport.Order.COUNT);
      assertThat(shapes).extracting(ShapeStatus::count).containsExactly(3L, 1L);
      assertThat(shapes.getFirst().sample()).isEqualTo("{\"query\":{\"term\":{\"user\":\"?\"}}}");
      assertThat(shapes.getLast().sample()).isEqualTo("{\"query\":{\"prefix\":{\"user\":\"?\"}}}");
      assertThat(shapes.getLast().operations()).isEqualTo(Map.of("multi_search", 1L));
    }
  }

  @Test
  void shouldBlockAShapeAtOnceAndSayWhy() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(length(ANSWER));
        GatewayFixture river = GatewayFixture.start(settings(), node)) {
      river.exchange(search("a"));
      long shape = report(river, 1).shapes().getFirst().fingerprint();
      Shapes shapes = river.gateway().shapes();
      assertThat(shapes.order(shape, 0, Duration.ZERO, Duration.ofMinutes(9), "too dear")).isTrue();

      Message refused = river.exchange(search("b"));

      assertThat(refused.status()).isEqualTo(429);
      assertThat(Integer.parseInt(String.valueOf(refused.header("retry-after"))))
          .isBetween(530, 540);
      assertThat(refused.body())
          .contains("\"type\":\"shape_blocked_exception\"", "too dear", "\"root_cause\"");
      assertThat(river.exchange(get("/bills/_search?size=3")).status()).isEqualTo(200);
      assertThat(node.requests()).hasSize(2);
      assertThat(shapes.orders().getFirst().refused()).isEqualTo(1);

      assertThat(shapes.free(shape)).isTrue();
      assertThat(river.exchange(search("b")).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldRecordNothingWhereNoQueryIsRead() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(length(ANSWER));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings(), node)) {
      river.exchange(search("a"));
      assertThat(report(river, 0).shapes()).isEmpty();
    }
  }
}
