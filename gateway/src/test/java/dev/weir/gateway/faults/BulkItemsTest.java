package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.RetrySettings;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Items of a bulk that were turned away are sent again, alone; the client gets one answer. */
class BulkItemsTest {
  private static final RetrySettings ITEMS =
      new RetrySettings(
          8,
          ByteSize.ofKilobytes(64),
          20,
          100,
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          true,
          true);

  @Test
  void shouldSendTheItemsAgainThatWereTurnedAway() throws IOException {
    Iterator<String> answers =
        List.of(answer(201, 429, 404, 429), answer(201, 429), answer(200)).iterator();
    Script script =
        Script.answering(
            request -> {
              String body = answers.next();
              return head("HTTP/1.1 200 OK", "X-Node: here", "Content-Length: " + body.length())
                  + body;
            });
    try (ScriptedUpstream node = ScriptedUpstream.start(script);
        GatewayFixture river = start(node)) {

      Message response = river.exchange(withBody("POST", "/b/_bulk", bulk(1, 2, 3, 4)));

      assertThat(response.body())
          .isEqualTo(whole(true, item(0, 201), item(0, 201), item(2, 404), item(0, 200)));
      assertThat(response.header("X-Node")).isEqualTo("here");
      assertThat(node.requests())
          .extracting(Message::body)
          .containsExactly(bulk(1, 2, 3, 4), bulk(2, 4), bulk(4));
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.ANSWERED);
    }
  }

  @Test
  void shouldDoSoThroughGzip() throws IOException {
    Iterator<String> answers = List.of(gzip(answer(201, 429)), gzip(answer(200))).iterator();
    Script zipping =
        Script.answering(
            request -> {
              String body = answers.next();
              return head(
                      "HTTP/1.1 200 OK",
                      "Content-Encoding: gzip",
                      "Content-Length: " + body.length())
                  + body;
            });
    String zipped = gzip(bulk(1, 2));
    try (ScriptedUpstream node = ScriptedUpstream.start(zipping);
        GatewayFixture river = start(node)) {

      Message response =
          river.exchange(
              head(
                      "POST /b/_bulk HTTP/1.1",
                      "Host: a",
                      "Content-Encoding: gzip",
                      "Content-Length: " + zipped.length())
                  + zipped);

      assertThat(response.body()).isEqualTo(whole(false, item(0, 201), item(0, 200)));
      assertThat(node.requests().getLast().body()).isEqualTo(bulk(2));
      assertThat(node.requests().getLast().header("Content-Encoding")).isNull();
    }
  }

  @Test
  void shouldHandOnAsItIsWhatFailedForGood() throws IOException {
    String answer = answer(201, 400);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok(answer));
        GatewayFixture river = start(node);
        RawClient client = river.connect()) {

      assertThat(client.send(withBody("POST", "/_bulk", bulk(1, 2))).readResponse().body())
          .isEqualTo(answer);
      assertThat(client.send(get("/")).readResponse().body()).isEqualTo(answer);
      assertThat(node.requests()).hasSize(2);
    }
  }

  @Test
  void shouldGiveWhatThereIsWhenTheNodeWillHaveNoMore() throws IOException {
    Iterator<String> answers =
        List.of(ok(answer(201, 429)), head("HTTP/1.1 400 No", "Content-Length: 0")).iterator();
    try (ScriptedUpstream node =
            ScriptedUpstream.start(Script.answering(request -> answers.next()));
        GatewayFixture river = start(node)) {

      Message response = river.exchange(withBody("POST", "/_bulk", bulk(1, 2)));

      assertThat(response.body()).isEqualTo(whole(true, item(0, 201), item(1, 429)));
    }
  }

  @Test
  void shouldGiveWhatThereIsWhenTheNodeIsGone() throws IOException {
    Iterator<String> answers = List.of(ok(answer(201, 429))).iterator();
    Script once =
        connection -> {
          while (connection.readRequest() != null) {
            if (!answers.hasNext()) {
              connection.reset();
              return;
            }
            connection.send(answers.next());
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(once);
        GatewayFixture river = start(node)) {

      Message response = river.exchange(withBody("POST", "/_bulk", bulk(1, 2)));

      assertThat(response.body()).isEqualTo(whole(true, item(0, 201), item(1, 429)));
    }
  }

  @Test
  void shouldLeaveBulksAloneUnlessTold() throws IOException {
    String answer = answer(201, 429);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok(answer));
        GatewayFixture river = GatewayFixture.before(node)) {

      assertThat(river.exchange(withBody("POST", "/_bulk", bulk(1, 2))).body()).isEqualTo(answer);
    }
  }

  private static GatewayFixture start(ScriptedUpstream node) {
    return GatewayFixture.start(new FixtureSettings().retry(ITEMS), node);
  }

  private static String bulk(int... ids) {
    StringBuilder bulk = new StringBuilder();
    for (int id : ids) {
      bulk.append("{\"index\":{}}\n{\"n\":").append(id).append("}\n");
    }
    return bulk.toString();
  }

  private static String answer(int... statuses) {
    List<String> items = new ArrayList<>();
    boolean errors = false;
    for (int i = 0; i < statuses.length; i++) {
      items.add(item(i, statuses[i]));
      errors |= statuses[i] >= 300;
    }
    return whole(errors, items.toArray(String[]::new));
  }

  private static String whole(boolean errors, String... items) {
    return "{\"took\":1,\"errors\":" + errors + ",\"items\":[" + String.join(",", items) + "]}";
  }

  private static String item(int place, int status) {
    return "{\"index\":{\"place\":" + place + ",\"status\":" + status + "}}";
  }

  private static String gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
